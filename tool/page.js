/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * What the registers hold where the pointer or the keys are. All text comes in as text: nothing of a program becomes markup.
 * data: for each program, for each instruction, [[state, how often], ...].
 */
"use strict";
(() => {
	const root = document.documentElement;
	for (const name of ["error", "securitypolicyviolation"])
		addEventListener(name, (e) => (root.dataset.error = e.message || e.violatedDirective || name));
	const data = JSON.parse(document.getElementById("data").textContent);
	const rows = [...document.querySelectorAll("tr[data-i]")];
	let picked = null;

	const element = (name, text, className) => {
		const e = document.createElement(name);
		if (text !== undefined) e.textContent = text;
		if (className) e.className = className;
		return e;
	};

	/* "scalar(smin=smin32=0,smax=umax=60,var_off=(0x0; 0x3c))" is "0 to 60, bits 0x3c". */
	const short = (text) =>
		text.replace(/((?:[us](?:min|max)(?:32)?=)+-?\w+,?)+(var_off=\((\w+); (\w+)\))?/g, (all, _, var_off, value, mask) => {
			const bound = {};
			for (const part of all.split("var_off")[0].split(",")) {
				const words = part.split("=");
				const number = words.pop();
				for (const w of words) bound[w] = number;
			}
			const has = (name) => bound[name] !== undefined;
			const lo = has("umin") ? bound.umin : has("smin") ? bound.smin : has("umax") ? "0" : "";
			const hi = has("smax") ? bound.smax : has("umax") ? bound.umax : "";
			const bits = var_off && mask && !/^0x[137]?f*$/.test(mask) ? ", bits " + mask : "";
			if (!lo && !hi) return all;
			return (lo || "any") + " to " + (hi || "any") + bits;
		});

	/* "R1=ctx() fp-8=mmmmmmmm": a row each. */
	const stateTable = (text) => {
		const table = element("table");
		for (const part of text.split(/ (?=R\d+=|fp-\d+=)/)) {
			const at = part.indexOf("=");
			const tr = table.insertRow();
			tr.append(element("td", at < 0 ? "" : part.slice(0, at)), element("td", short(part.slice(at + 1))));
			tr.title = part;
		}
		return table;
	};

	const show = (row) => {
		const section = row.closest("section");
		const panel = section.querySelector("aside");
		const states = data[section.dataset.prog][row.dataset.i] || [];
		panel.replaceChildren(element("h3", "before instruction " + row.dataset.i));
		if (!states.length) panel.append(element("p", "no path comes here"));
		states.forEach(([text, times], i) => {
			const state = element("div", undefined, "state");
			if (states.length > 1 || times > 1) state.append(element("div", "visit " + (i + 1) + (i === states.length - 1 && times > 1 ? " of " + times : ""), "nr"));
			state.append(stateTable(text));
			panel.append(state);
		});
	};

	const pick = (row, scroll) => {
		if (!row) return;
		if (picked) picked.classList.remove("picked");
		picked = row;
		row.classList.add("picked");
		for (const r of rows) r.tabIndex = r === row ? 0 : -1;
		row.focus({ preventScroll: true });
		if (scroll) row.scrollIntoView({ block: "nearest" });
		show(row);
	};

	const near = (step, want) => {
		for (let i = rows.indexOf(picked) + step; i >= 0 && i < rows.length; i += step) if (want(rows[i])) return rows[i];
		return null;
	};
	const any = () => true;
	const onPath = (r) => r.classList.contains("path") || r.classList.contains("fault");
	const keys = {
		ArrowDown: () => near(1, any),
		j: () => near(1, any),
		ArrowUp: () => near(-1, any),
		k: () => near(-1, any),
		n: () => near(1, onPath),
		p: () => near(-1, onPath),
		f: () => rows.find((r) => r.classList.contains("fault")),
		Enter: () => picked && picked.dataset.to && document.getElementById(picked.dataset.to),
	};

	for (const row of rows) {
		row.addEventListener("mouseenter", () => show(row));
		row.addEventListener("click", () => pick(row));
		row.addEventListener("focus", () => row !== picked && pick(row));
	}
	for (const cell of document.querySelectorAll("td.know")) {
		cell.title = cell.textContent;
		cell.textContent = short(cell.textContent);
	}
	for (const table of document.querySelectorAll(".code")) table.addEventListener("mouseleave", () => picked && show(picked));
	for (const a of document.querySelectorAll(".graph a"))
		a.addEventListener("click", (e) => {
			e.preventDefault();
			pick(document.getElementById(a.getAttribute("href").slice(1)), true);
		});
	for (const box of document.querySelectorAll("input[name=native]"))
		box.addEventListener("change", () => box.closest("section").classList.toggle("no-native", !box.checked));
	document.addEventListener("keydown", (e) => {
		if (e.ctrlKey || e.altKey || e.metaKey || !keys[e.key] || e.target.tagName === "INPUT" || (e.key === "Enter" && e.target.closest("a"))) return;
		const row = keys[e.key]();
		if (row) {
			e.preventDefault();
			pick(row, true);
		}
	});
	pick(rows.find((r) => r.classList.contains("fault")) || rows[0], rows.some((r) => r.classList.contains("fault")));
	root.dataset.fetched = performance.getEntriesByType("resource").length;
	root.dataset.ready = "yes";
})();
