import { useSignal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import { ALERT_NOTIFICATION } from "../../shared/settings.ts";
import { Switch } from "./Switch.tsx";

/** Whether an alert word is said by the system too: the browser's permission for it is the setting. */
export function AlertNotificationSwitch() {
  const isOn = useSignal(false);
  useLayoutEffect(() => {
    const { permissions } = chrome;
    const look = () => {
      void permissions.contains(ALERT_NOTIFICATION).then((isAllowed) => {
        isOn.value = isAllowed;
      });
    };
    look();
    permissions.onAdded.addListener(look);
    permissions.onRemoved.addListener(look);
    return () => {
      permissions.onAdded.removeListener(look);
      permissions.onRemoved.removeListener(look);
    };
  }, [isOn]);
  return (
    <Switch
      name="alert-notification"
      label={words.settings.alertNotification}
      isOn={isOn.value}
      onChange={(isWanted) => {
        isOn.value = isWanted;
        // Within the click, as the browser asks. What the user answers is what counts.
        const answer = isWanted
          ? chrome.permissions.request(ALERT_NOTIFICATION)
          : chrome.permissions.remove(ALERT_NOTIFICATION).then((isRemoved) => !isRemoved);
        void answer
          .catch(() => chrome.permissions.contains(ALERT_NOTIFICATION))
          .then((isAllowed) => {
            isOn.value = isAllowed;
          });
      }}
    />
  );
}
