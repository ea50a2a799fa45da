/** Our script in the meeting's page that reads the page: the meeting is over, or its mute is not to be followed. */
export interface BackgroundToPage {
  readonly type: "leave-page";
}
