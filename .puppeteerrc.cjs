// The set-up finds or installs a system browser (scripts/setup/browser.ts); puppeteer must not download its own.
module.exports = { skipDownload: true };
