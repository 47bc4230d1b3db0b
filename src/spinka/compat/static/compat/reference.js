/* The API reference: finding a method, choosing a language, copying, and sending a call. Everything else works without it. */
(() => {
  "use strict";
  const find = document.querySelector("[data-api-find]");
  if (find) {
    const families = [...document.querySelectorAll("[data-api-family]")].map((el) => ({ el, open: el.open }));
    find.addEventListener("input", () => {
      const words = find.value.trim().toLowerCase();
      let any = false;
      for (const { el, open } of families) {
        let hits = 0;
        for (const item of el.querySelectorAll("li")) {
          item.hidden = Boolean(words) && !item.textContent.toLowerCase().includes(words);
          hits += item.hidden ? 0 : 1;
        }
        el.hidden = hits === 0;
        el.open = words ? hits > 0 : open;
        any ||= hits > 0;
      }
      document.querySelector("[data-api-none]").hidden = any;
    });
    document.querySelector(".api-nav a[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  for (const tabs of document.querySelectorAll("[data-api-tabs]")) {
    const show = (key) => {
      for (const part of tabs.querySelectorAll("[data-api-tab]")) part.hidden = part.dataset.apiTab !== key;
    };
    const kept = localStorage.getItem("spinka-api-language");
    const input = kept && tabs.querySelector(`input[value="${CSS.escape(kept)}"]`);
    if (input) { input.checked = true; show(kept); }
    tabs.addEventListener("change", (event) => { localStorage.setItem("spinka-api-language", event.target.value); show(event.target.value); });
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-api-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(button.parentElement.querySelector("code").textContent);
    const before = button.textContent;
    button.textContent = document.getElementById("sp-texts").dataset.copied;
    setTimeout(() => { button.textContent = before; }, 1500);
  });

  const form = document.querySelector("[data-api-try]");
  if (!form) return;
  const part = (name) => form.querySelector(`[data-api-${name}]`);
  const token = part("token");
  token.value = sessionStorage.getItem("spinka-api-token") || "";
  const report = (status, text, time = "") => {
    part("result").hidden = false;
    part("status").textContent = status;
    part("time").textContent = time;
    part("answer").textContent = text;
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    sessionStorage.setItem("spinka-api-token", token.value);
    const body = part("body").value.trim() || "{}";
    try {
      JSON.parse(body);
    } catch (error) {
      report(form.dataset.apiWrong, error.message);
      part("body").focus();
      return;
    }
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    const started = performance.now();
    try {
      const answer = await fetch(form.dataset.apiTry, {
        method: "POST", body, credentials: "omit",
        headers: { "Content-Type": "application/json", "X-BLToken": token.value.trim() },
      });
      const text = await answer.text();
      let pretty = text;
      try { pretty = JSON.stringify(JSON.parse(text), null, 2); } catch { /* shown as it came */ }
      report(`HTTP ${answer.status}`, pretty, `${Math.round(performance.now() - started)} ms`);
    } catch {
      report(form.dataset.apiFailed, "");
    } finally {
      button.disabled = false;
    }
  });
})();
