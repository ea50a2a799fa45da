// The set-up finds or installs a system browser (tools/setup/browser.ts); puppeteer must not download its own.
module.exports = { skipDownload: true };
