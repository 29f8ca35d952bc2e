// What a page asked for and complained of.

/** The server forbids features by name that Chromium does not even know; Firefox says nothing. */
const UNKNOWN_FEATURE = /^Error with Permissions-Policy header: Unrecognized feature:/;

/** Whatever is not of the network, or of this machine. */
const LOCAL = /^(http:\/\/127\.0\.0\.1:\d+\/|blob:|data:|about:)/;

export class Watch {
  /** @type {{ method: string, url: string }[]} */
  requests = [];
  /** Errors and warnings of the console, exceptions, violations of the page's own policy. */
  /** @type {string[]} */
  complaints = [];

  /** @param {import("puppeteer-core").Page} page */
  static over(page) {
    const watch = new Watch();
    page.on("request", (request) =>
      watch.requests.push({ method: request.method(), url: request.url() }),
    );
    page.on("console", (message) => watch.#hear(message));
    page.on("pageerror", (error) => watch.complaints.push(String(error)));
    page.on("requestfailed", (request) => watch.complaints.push(`refused: ${request.url()}`));
    return watch;
  }

  /** @param {import("puppeteer-core").ConsoleMessage} message */
  #hear(message) {
    const text = message.text();
    const isComplaint = ["error", "warn"].includes(message.type());
    if (isComplaint && !UNKNOWN_FEATURE.test(text)) this.complaints.push(text);
  }

  /** Requests to anywhere but this machine. What has no network in it is none. */
  foreign() {
    return this.requests.map(({ url }) => url).filter((url) => !LOCAL.test(url));
  }

  /** For Rust to judge. */
  report() {
    const requests = this.requests.map(({ method, url }) => `${method} ${url}`);
    return { requests, foreign: this.foreign(), complaints: this.complaints };
  }
}
