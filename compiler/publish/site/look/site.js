// Chapters jump, and the one that plays is marked. Everything works without this file, only less conveniently.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const video = document.getElementById("video");
  if (!video) return;
  const links = [...document.querySelectorAll("a[data-start]")];
  const starts = links.map((link) => Number(link.dataset.start));

  const jump = (seconds) => {
    const go = () => { video.currentTime = seconds; };
    if (video.readyState >= 1) go();
    else { video.addEventListener("loadedmetadata", go, { once: true }); video.load(); }
  };

  const mark = () => {
    const now = video.currentTime + 0.05;
    let current = -1;
    starts.forEach((start, i) => { if (start <= now) current = i; });
    links.forEach((link, i) => {
      if (i === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };

  links.forEach((link, i) => link.addEventListener("click", (event) => {
    event.preventDefault();
    jump(starts[i]);
    const started = video.play();
    if (started) started.catch(() => {});
  }));

  video.addEventListener("timeupdate", mark);
  video.addEventListener("seeked", mark);
  const obey = () => {
    const asked = /^#t=([0-9.]+)$/.exec(location.hash) || /[?&]t=([0-9.]+)/.exec(location.search);
    if (asked) jump(Number(asked[1]));
  };
  window.addEventListener("hashchange", obey);
  obey();
});
