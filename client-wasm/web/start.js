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
  const style = { rel: "stylesheet", href: "/style.css", integrity: STYLE_INTEGRITY };
  for (const link of [style, { rel: "icon", href: "/icon.svg" }]) {
    document.head.append(Object.assign(document.createElement("link"), link));
  }
  addEventListener("DOMContentLoaded", () => {
    document.querySelector(".until-js")?.remove();
    for (const link of document.querySelectorAll("a[hreflang]")) {
      link.setAttribute("href", link.getAttribute("href") + location.hash);
    }
  });
})();
