# Earshot's set-up for one user of Windows: needs no administrator, fetches nothing, and leaves recordings and models to their owner.
#
#   earshot_V_win-x64-setup.exe /S            installs without a window
#   Uninstall.exe /S [/PURGE]                 removes it; with /PURGE recordings, keys and models as well
#
# Given by tools/package/windows/setup.ts: APP, FILE, VERSION, NUMBERS (four of them, as Windows wants a version).
# For 64 bits like all that is in it; and a wine of 64 bits alone starts it.
Target amd64-unicode
Unicode true
ManifestDPIAware true
RequestExecutionLevel user
!ifdef QUICK
SetCompressor zlib
!else
SetCompressor /SOLID lzma
!endif
SetDateSave off

!include "LogicLib.nsh"
!include "FileFunc.nsh"

!ifdef SIGN
!uninstfinalize '"${SIGN}" "%1"'
!finalize '"${SIGN}" "%1"'
!endif

Name "Earshot"
OutFile "${FILE}"
BrandingText "Earshot ${VERSION}"
InstallDir "$LOCALAPPDATA\Earshot"
ShowInstDetails show
ShowUninstDetails show
AutoCloseWindow false
VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "Earshot"
VIAddVersionKey "FileDescription" "Earshot: live captions that never leave this computer"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT"

!define LISTED "Software\Microsoft\Windows\CurrentVersion\Uninstall\Earshot"
!define NEW "$INSTDIR\versions\${VERSION}"
!define COMING "$INSTDIR\versions\.${VERSION}"
!define ASIDE "$INSTDIR\versions\.${VERSION}.before"

# Runs Earshot's command, as earshot.cmd does: without what would have node.exe load code of another's.
!macro RunEarshot WORDS
  System::Call 'kernel32::SetEnvironmentVariableW(w "NODE_OPTIONS", p 0)'
  System::Call 'kernel32::SetEnvironmentVariableW(w "NODE_PATH", p 0)'
  nsExec::ExecToLog '"${NEW}\node\node.exe" "${NEW}\cli\earshot.mjs" ${WORDS}'
!macroend

Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

Function .onInit
  # Recordings are found by this place, so it is nobody's to choose (user-folders.ts).
  StrCpy $INSTDIR "$LOCALAPPDATA\Earshot"
FunctionEnd

Section
  # Beside what is there, which a meeting may be running from; then swapped.
  RMDir /r "${COMING}"
  RMDir /r "${ASIDE}"
  SetOutPath "${COMING}"
  File /r "${APP}\*.*"
  # A folder from which a program runs is not this one's working folder.
  SetOutPath "$INSTDIR"
  ClearErrors
  ${If} ${FileExists} "${NEW}\*.*"
    Rename "${NEW}" "${ASIDE}"
    ${If} ${Errors}
      RMDir /r "${COMING}"
      DetailPrint "This version is in use: stop the meeting, close the browser's Earshot pages, and run the set-up again."
      SetErrorLevel 3
      Abort
    ${EndIf}
  ${EndIf}
  Rename "${COMING}" "${NEW}"
  ${If} ${Errors}
    Rename "${ASIDE}" "${NEW}"
    DetailPrint "The programs could not be put in place: see whether a virus scanner holds them, and run the set-up again."
    SetErrorLevel 2
    Abort
  ${EndIf}
  RMDir /r "${ASIDE}"

  # A browser loads it from where it was shown it, so it is no version's own.
  RMDir /r "$INSTDIR\extension"
  CopyFiles /SILENT "${NEW}\extension\*.*" "$INSTDIR\extension"
  # cmd.exe reads this in the console's code page, so nothing but its own place is in it.
  FileOpen $0 "$INSTDIR\earshot.cmd" w
  FileWrite $0 '@call "%~dp0versions\${VERSION}\earshot.cmd" %*$\r$\n'
  FileClose $0

  WriteUninstaller "$INSTDIR\Uninstall.exe"
  WriteRegStr HKCU "${LISTED}" "DisplayName" "Earshot"
  WriteRegStr HKCU "${LISTED}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${LISTED}" "Publisher" "Earshot"
  WriteRegStr HKCU "${LISTED}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${LISTED}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr HKCU "${LISTED}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD HKCU "${LISTED}" "NoModify" 1
  WriteRegDWORD HKCU "${LISTED}" "NoRepair" 1
  ${GetSize} "${NEW}" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${LISTED}" "EstimatedSize" $0

  !insertmacro RunEarshot "install"
  Pop $0
  ${If} $0 != "0"
    DetailPrint "Earshot is here; what is above says which browser does not know of it. When that is mended: $INSTDIR\earshot.cmd install"
    SetErrorLevel 1
    Abort
  ${EndIf}
  Call removeOthers
SectionEnd

# Of the versions before, those of which nothing runs: only such a folder can be renamed.
Function removeOthers
  FindFirst $0 $1 "$INSTDIR\versions\*"
  ${DoWhile} $1 != ""
    ${If} $1 != "."
    ${AndIf} $1 != ".."
    ${AndIf} $1 != "${VERSION}"
      ClearErrors
      Rename "$INSTDIR\versions\$1" "$INSTDIR\versions\.removed"
      ${IfNot} ${Errors}
        RMDir /r "$INSTDIR\versions\.removed"
      ${EndIf}
    ${EndIf}
    FindNext $0 $1
  ${Loop}
  FindClose $0
FunctionEnd

Section "Uninstall"
  ${GetParameters} $1
  ClearErrors
  ${GetOptions} $1 "/PURGE" $2
  ${If} ${Errors}
    StrCpy $3 ""
    ${IfNot} ${Silent}
    ${AndIf} ${Cmd} `MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "Delete recordings that no browser has fetched yet, keys and downloaded models as well? The transcripts in your browser stay as they are." IDYES`
      StrCpy $3 "--purge --yes"
    ${EndIf}
  ${Else}
    StrCpy $3 "--purge --yes"
  ${EndIf}
  !insertmacro RunEarshot "uninstall $3"
  Pop $0
  ${If} $0 != "0"
    DetailPrint "Nothing more is removed: what is above says what is in the way."
    SetErrorLevel 1
    Abort
  ${EndIf}
  RMDir /r "$INSTDIR\versions"
  RMDir /r "$INSTDIR\extension"
  Delete "$INSTDIR\earshot.cmd"
  Delete "$INSTDIR\Uninstall.exe"
  DeleteRegKey HKCU "${LISTED}"
  # Only where nothing of its owner's is left in it.
  RMDir "$INSTDIR"
SectionEnd
