// The first document: chooses the language and keeps the fragment, which holds the organisation's
// key. On an unknown path this is the page that says nothing is here: it only offers the languages.
(() => {
  const known = ["kk", "ru", "en"];
  if (location.pathname === "/") {
    const wanted = navigator.languages.map((language) => language.slice(0, 2));
    const language = wanted.find((code) => known.includes(code)) ?? "kk";
    document.documentElement.hidden = true;
    location.replace(`/${language}/${location.hash}`);
    return;
  }
  // The style is asked for only here, so that the usual way through costs no second request for it.
  for (const [rel, href] of [["stylesheet", "/style.css"], ["icon", "/icon.svg"]]) {
    document.head.append(Object.assign(document.createElement("link"), { rel, href }));
  }
  addEventListener("DOMContentLoaded", () => {
    for (const link of document.querySelectorAll("a[hreflang]")) {
      link.setAttribute("href", link.getAttribute("href") + location.hash);
    }
  });
})();
