// Where browsers are sent with everything that is not for this machine: a proxy that answers nothing
// and remembers what it was asked for.

import { createServer } from "node:net";

/** @returns {Promise<Nowhere>} */
export function openNowhere() {
  const nowhere = new Nowhere();
  return new Promise((resolve) => nowhere.server.listen(0, "127.0.0.1", () => resolve(nowhere)));
}

export class Nowhere {
  /** First lines, as `CONNECT example.org:443 HTTP/1.1`. */
  /** @type {string[]} */
  asked = [];

  server = createServer((socket) => {
    socket.once("data", (head) => {
      this.asked.push(head.toString("latin1").split("\r\n", 1)[0] ?? "");
      socket.destroy();
    });
    socket.on("error", () => socket.destroy());
  });

  /** `127.0.0.1:port`. */
  get address() {
    const { port } = /** @type {import("node:net").AddressInfo} */ (this.server.address());
    return `127.0.0.1:${port}`;
  }

  close() {
    return new Promise((resolve) => this.server.close(resolve));
  }
}
