/*
 * What a browser starts on Windows. It passes no arguments of ours, and of `.cmd` files cmd.exe misreads paths with `&` or letters of another
 * code page; so this small program starts the host by the words in the file `earshot-host.words` beside it: UTF-8, one word a line, and `.\`
 * at a line's start stands for this program's own folder. The browser's own arguments come after them.
 *
 * The host gets stdin, stdout and stderr as they are, so no byte is looked at here; its exit code is passed on; and it ends when this
 * program is ended, with the processes that it started. No window is opened.
 *
 * Built without the C library: x86_64-w64-mingw32-gcc, see tools/package/windows/launcher.ts.
 */
#include <windows.h>

/* The longest path and the longest command line that Windows knows, in UTF-16 units with the end. */
#define LONGEST 32768
#define WORDS L"earshot-host.words"
/* Of a shell that does not find a program: the doctor knows it. */
#define NOT_STARTED 127

/* Who the user is, where their files are, and how a download reaches the network. What loads foreign code (NODE_OPTIONS, PYTHON*) is none of it. */
static const WCHAR *const KEPT[] = {
    L"ALLUSERSPROFILE", L"ALL_PROXY", L"APPDATA", L"COMPUTERNAME", L"COMSPEC", L"CURL_CA_BUNDLE", L"HF_ENDPOINT", L"HOMEDRIVE", L"HOMEPATH",
    L"HTTPS_PROXY", L"HTTP_PROXY", L"LOCALAPPDATA", L"NO_PROXY", L"NUMBER_OF_PROCESSORS", L"OS", L"PATH", L"PATHEXT", L"PIP_CERT",
    L"PIP_INDEX_URL", L"PROCESSOR_ARCHITECTURE", L"PROGRAMDATA", L"PROGRAMFILES", L"PUBLIC", L"REQUESTS_CA_BUNDLE", L"SSL_CERT_DIR",
    L"SSL_CERT_FILE", L"SYSTEMDRIVE", L"SYSTEMROOT", L"TEMP", L"TMP", L"USERDOMAIN", L"USERNAME", L"USERPROFILE", L"WINDIR",
};

static WCHAR folder[LONGEST];
static WCHAR path[LONGEST];
static WCHAR command[LONGEST];
static WCHAR program[LONGEST];
static WCHAR line[LONGEST];
static WCHAR environment[LONGEST * 4];
static WCHAR text[LONGEST];
static char bytes[LONGEST];

static void say(const char *what, DWORD code) {
    char number[11];
    char *digit = number + sizeof number - 1;
    DWORD written;
    HANDLE out = GetStdHandle(STD_ERROR_HANDLE);
    *digit = '\n';
    do *--digit = (char)('0' + code % 10);
    while ((code /= 10) != 0 && digit > number);
    WriteFile(out, "earshot-host: ", 14, &written, NULL);
    WriteFile(out, what, (DWORD)lstrlenA(what), &written, NULL);
    WriteFile(out, ", error ", 8, &written, NULL);
    WriteFile(out, digit, (DWORD)(number + sizeof number - digit), &written, NULL);
}

static void give_up(const char *what) {
    say(what, GetLastError());
    ExitProcess(NOT_STARTED);
}

/* Adds a string, or ends where there is no more room. */
static WCHAR *added(WCHAR *end, const WCHAR *limit, const WCHAR *what) {
    while (*what != 0) {
        if (end + 1 >= limit) {
            SetLastError(ERROR_FILENAME_EXCED_RANGE);
            give_up("the command is too long");
        }
        *end++ = *what++;
    }
    *end = 0;
    return end;
}

/* A word as the C library of the program that is started takes it apart again: backslashes are doubled before a quotation mark only. */
static WCHAR *quoted(WCHAR *end, const WCHAR *limit, const WCHAR *word) {
    end = added(end, limit, L"\"");
    for (;;) {
        int slashes = 0;
        while (*word == L'\\') {
            word++;
            slashes++;
        }
        if (*word == 0 || *word == L'"') slashes *= 2;
        while (slashes-- > 0) end = added(end, limit, L"\\");
        if (*word == 0) return added(end, limit, L"\"");
        if (*word == L'"') end = added(end, limit, L"\\");
        WCHAR letter[2] = {*word++, 0};
        end = added(end, limit, letter);
    }
}

/* Behind the first word of our own command line, which names this program. */
static const WCHAR *arguments(void) {
    const WCHAR *at = GetCommandLineW();
    int is_quoted = 0;
    while (*at != 0 && (is_quoted || (*at != L' ' && *at != L'\t'))) {
        if (*at == L'"') is_quoted = !is_quoted;
        at++;
    }
    return at;
}

static void find_folder(void) {
    DWORD length = GetModuleFileNameW(NULL, folder, LONGEST);
    if (length == 0 || length >= LONGEST) give_up("its own place is unknown");
    while (length > 0 && folder[length - 1] != L'\\') length--;
    folder[length] = 0;
}

static void read_words(void) {
    DWORD size = 0;
    added(added(path, path + LONGEST, folder), path + LONGEST, WORDS);
    HANDLE file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_DELETE, NULL, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
    if (file == INVALID_HANDLE_VALUE || !ReadFile(file, bytes, LONGEST - 1, &size, NULL)) give_up("earshot-host.words cannot be read");
    CloseHandle(file);
    int length = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, bytes, (int)size, text, LONGEST - 1);
    if (length == 0) give_up("earshot-host.words is not UTF-8");
    text[length] = 0;
}

/* The first word is the program as well; of it, too, Windows wants no quotation marks but in the command. */
static void make_command(void) {
    const WCHAR *limit = command + LONGEST;
    WCHAR *end = command;
    const WCHAR *at = text;
    while (*at != 0) {
        WCHAR *last = line;
        *last = 0;
        if (at[0] == L'.' && at[1] == L'\\') {
            last = added(last, line + LONGEST, folder);
            at += 2;
        }
        while (*at != 0 && *at != L'\n') {
            WCHAR letter[2] = {*at++, 0};
            if (*letter != L'\r') last = added(last, line + LONGEST, letter);
        }
        if (*at == L'\n') at++;
        if (*line == 0) continue;
        if (end == command) added(program, program + LONGEST, line);
        else end = added(end, limit, L" ");
        end = quoted(end, limit, line);
    }
    added(end, limit, arguments());
}

static int is_kept(const WCHAR *entry, int length) {
    for (unsigned index = 0; index < sizeof KEPT / sizeof *KEPT; index++)
        if (CompareStringOrdinal(entry, length, KEPT[index], -1, TRUE) == CSTR_EQUAL) return 1;
    return 0;
}

static void keep_environment(void) {
    const WCHAR *limit = environment + LONGEST * 4 - 2;
    WCHAR *end = environment;
    for (const WCHAR *entry = GetEnvironmentStringsW(); *entry != 0; entry += lstrlenW(entry) + 1) {
        int length = 0;
        while (entry[length] != 0 && entry[length] != L'=') length++;
        if (is_kept(entry, length)) end = added(end, limit, entry) + 1;
    }
    *end = 0;
}

/* Who ends this program, as a browser does with a host that does not go, ends the host and what that started. */
static HANDLE job_for_all(void) {
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {0};
    HANDLE job = CreateJobObjectW(NULL, NULL);
    limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
    if (job != NULL) SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
    return job;
}

static HANDLE passed_on(DWORD which) {
    HANDLE handle = GetStdHandle(which);
    if (handle != NULL && handle != INVALID_HANDLE_VALUE) SetHandleInformation(handle, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
    return handle;
}

void start(void) {
    STARTUPINFOW how = {0};
    PROCESS_INFORMATION host;
    DWORD code = NOT_STARTED;
    find_folder();
    read_words();
    make_command();
    keep_environment();
    how.cb = sizeof how;
    how.dwFlags = STARTF_USESTDHANDLES;
    how.hStdInput = passed_on(STD_INPUT_HANDLE);
    how.hStdOutput = passed_on(STD_OUTPUT_HANDLE);
    how.hStdError = passed_on(STD_ERROR_HANDLE);
    HANDLE job = job_for_all();
    if (!CreateProcessW(program, command, NULL, NULL, TRUE, CREATE_NO_WINDOW | CREATE_SUSPENDED | CREATE_UNICODE_ENVIRONMENT, environment,
                        NULL, &how, &host))
        give_up("the program that earshot-host.words names cannot be started");
    if (job != NULL) AssignProcessToJobObject(job, host.hProcess);
    ResumeThread(host.hThread);
    /* Held open here, an end of a pipe would hide that the host has closed it. */
    CloseHandle(how.hStdInput);
    CloseHandle(how.hStdOutput);
    WaitForSingleObject(host.hProcess, INFINITE);
    GetExitCodeProcess(host.hProcess, &code);
    ExitProcess(code);
}
