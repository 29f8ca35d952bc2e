// What a page would save as a file is kept in it instead of on a disk.

/** Puts it aside, with its name, in `files`. Runs in the page. */
export function keepFiles() {
  globalThis.files = [];
  const make = URL.createObjectURL;
  let last;
  URL.createObjectURL = (blob) => {
    last = blob;
    return make.call(URL, blob);
  };
  HTMLAnchorElement.prototype.click = function () {
    globalThis.files.push({ name: this.download, blob: last });
  };
}
