"use strict";

// TAP: the page of `sheaf inspect` in Chromium.
//
//   node inspect.js CHROMIUM REPORT.html LONG.html [SCREENSHOT.png]
//
// REPORT.html is that of samples/report.pdf; LONG.html has 200 pages.

const fs = require("fs");
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const [executablePath, report, long, screenshot] = process.argv.slice(2);
let count = 0, failures = 0;

function ok(passed, name, detail) {
    count++;
    if (!passed)
        failures++;
    console.log(`${passed ? "ok" : "not ok"} ${count} - ${name}`);
    if (!passed && detail !== undefined)
        console.log("# " + JSON.stringify(detail));
}

// A new page with FILE, and what it says and asks for that it should not.
async function open(browser, file, options) {
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, acceptDownloads: true, ...options });
    const page = await context.newPage();
    page.faults = [];
    page.on("console", (message) => {
        if (["error", "warning"].includes(message.type()))
            page.faults.push(message.text());
    });
    page.on("pageerror", (error) => page.faults.push(error.message));
    page.on("request", (request) => {
        if (!/^(data:|file:)/.test(request.url()) || (request.url().startsWith("file:") && !request.isNavigationRequest()))
            page.faults.push("asked for " + request.url().slice(0, 80));
    });
    await page.goto("file://" + file);
    await page.waitForSelector(".sheet img");
    return page;
}

const shown = (page, selector) => page.$eval(selector, (node) => getComputedStyle(node).display !== "none");

async function layers(page) {
    for (const name of ["lines", "blocks", "rulings", "tables", "cells", "furniture"]) {
        const before = await shown(page, `#sheet-2 svg > .${name}`);
        await page.click(`#layer-${name}`);
        const after = await shown(page, `#sheet-2 svg > .${name}`);
        await page.click(`#layer-${name}`);
        ok(before !== after, `the layer of ${name} switches on and off`);
        const marks = await page.$$eval(`#sheet-2 svg > .${name} > *`, (nodes) => nodes.length);
        ok(marks > 0, `there are ${name} on page 2`);
    }
    await page.click("#layer-picture");
    ok(await page.$eval(".sheet img", (node) => getComputedStyle(node).visibility) === "hidden", "the picture can be hidden");
    await page.click("#layer-picture");
}

async function links(page) {
    const table = await page.evaluate(() => data.tables.findIndex((t) => t.page === 2));
    const element = await page.evaluate((t) => data.tables[t].element, table);
    await page.hover(`.piece[data-element="${element}"] td >> nth=3`);
    ok(await page.$(`#sheet-2 .cells rect.over`) !== null, "a cell of the text that is pointed at is marked on the page");
    await page.click(`.piece[data-element="${element}"] td >> nth=3`);
    ok(await page.$(`#sheet-2 .cells rect.chosen`) !== null, "a cell that is clicked is chosen on the page");

    const block = await page.evaluate(() => data.elements.findIndex((e) => e.page === 2 && e.kind === "paragraph"));
    await page.click(`#sheet-2 .blocks rect[data-element="${block}"]`, { position: { x: 3, y: 3 } });
    ok(await page.$(`.piece.chosen[data-element="${block}"]`) !== null, "a block that is clicked is chosen in the text");
    const seen = await page.$eval(`.piece[data-element="${block}"]`, (node) => {
        const box = node.getBoundingClientRect(), pane = document.getElementById("text").getBoundingClientRect();
        return box.top >= pane.top - 1 && box.bottom <= pane.bottom + 1;
    });
    ok(seen, "and comes into view there");
}

async function search(page) {
    await page.fill("#query", "cancelled");
    const words = await page.textContent("#tally");
    ok(/^[1-9][0-9]* blocks$/.test(words), "search counts the blocks", words);
    await page.press("#query", "Enter");
    ok((await page.textContent("#tally")).startsWith("1 of "), "Enter goes to the first");
    ok(await page.$(".piece.chosen") !== null && await page.$("svg .found rect") !== null, "matches are marked on the page");
    await page.fill("#query", "no such words");
    ok(await page.textContent("#tally") === "nowhere", "what is not there is nowhere");
    await page.fill("#query", "");
}

async function keyboard(page) {
    await page.click("h1");
    await page.keyboard.press("Escape");
    await page.keyboard.press("t");
    const kind = await page.evaluate(() => data.elements[chosen.element].kind);
    ok(kind === "table", "t chooses a table", kind);
    await page.keyboard.press("j");
    ok(await page.evaluate(() => data.elements[chosen.element].kind) !== undefined, "j goes on");
    const before = await page.evaluate(() => pageInView());
    await page.keyboard.press("n");
    ok(await page.evaluate(() => pageInView()) === before + 1, "n turns the page");
    await page.keyboard.press("3");
    ok(!(await page.isChecked("#layer-blocks")), "figures switch layers");
    await page.keyboard.press("3");
    await page.keyboard.press("/");
    ok(await page.evaluate(() => document.activeElement.id) === "query", "/ goes to the search");
    await page.click("#keys");
    ok(await page.isVisible("#help"), "the keys are explained");
    await page.click("#help button");
}

async function template(page) {
    const t = await page.evaluate(() => data.tables.findIndex((table) => table.page === 2));
    await page.click(`[data-edit="${t}"]`);
    const grip = await page.$("#sheet-2 .edit .grip >> nth=1");
    await grip.scrollIntoViewIfNeeded();
    if (screenshot)
        await page.screenshot({ path: screenshot });
    const from = await grip.boundingBox();
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x + 40, from.y + 30, { steps: 4 });
    await page.mouse.up();
    const moved = await page.evaluate((i) => edits.get(i).area[2] - data.tables[i].parts[0].box[2], t);
    ok(moved > 5, "a corner of the area can be dragged", moved);
    await page.fill(`#override-${t}-columns`, "150, 200, 250");
    await page.press(`#override-${t}-columns`, "Tab");
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
    const text = fs.readFileSync(await download.path(), "utf8");
    ok(download.suggestedFilename() === "report.template", "the template has a name", download.suggestedFilename());
    ok(/\[table \d+\]\npages=2\narea=[\d.]+,[\d.]+,[\d.]+,[\d.]+\ncolumns=150,200,250\nmethod=lattice\nheader-rows=2\n/.test(text),
        "the template says area, columns, method and header rows", text);
    fs.writeFileSync(report.replace(/html$/, "template"), text);
}

async function access(page, name) {
    await page.evaluate(axe);
    const found = await page.evaluate(async () => (await axe.run()).violations);
    const serious = found.filter((fault) => ["serious", "critical"].includes(fault.impact));
    ok(serious.length === 0, `axe-core finds no serious fault: ${name}`,
        serious.map((fault) => [fault.id, fault.nodes.slice(0, 3).map((node) => node.html.slice(0, 100))]));
}

async function narrow(browser) {
    const page = await open(browser, report, { viewport: { width: 390, height: 800 }, colorScheme: "dark" });
    ok(await page.evaluate(() => document.documentElement.dataset.theme) === "dark", "dark where the system is");
    ok(!(await page.isVisible("#text")) && await page.isVisible("#sheets"), "a narrow screen shows one side");
    await page.click("#tab-text");
    ok(await page.isVisible("#text") && !(await page.isVisible("#sheets")), "and then the other");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    ok(wide <= 0, "nothing sticks out of a narrow screen", wide);
    await access(page, "narrow and dark");
    ok(page.faults.length === 0, "no fault on a narrow screen", page.faults);
}

async function many(browser) {
    const began = Date.now();
    const page = await open(browser, long, {});
    const opened = Date.now() - began;
    ok(await page.$$eval(".sheet", (nodes) => nodes.length) === 200, "200 pages are there");
    ok(await page.$$eval(".sheet img", (nodes) => nodes.length) < 20, "pictures load as they come into view");
    // The longest time between two frames while the pages go by.
    const worst = await page.evaluate(async () => {
        let longest = 0, last = performance.now();
        for (let i = 0; i < 60; i++) {
            sheetsPane.scrollTop += 500;
            await new Promise(requestAnimationFrame);
            longest = Math.max(longest, performance.now() - last);
            last = performance.now();
        }
        return longest;
    });
    console.log(`# 200 pages: open in ${opened} ms, longest frame while scrolling ${Math.round(worst)} ms`);
    await page.evaluate(() => goToPage(180));
    await page.waitForSelector("#sheet-180 img");
    ok(await page.$$eval(".sheet img", (nodes) => nodes.length) < 20, "pictures far away are given back");
    ok(page.faults.length === 0, "no fault with 200 pages", page.faults);
}

(async () => {
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    const page = await open(browser, report, {});
    await page.evaluate(() => goToPage(2));
    await page.waitForSelector("#sheet-2 svg");
    await layers(page);
    await links(page);
    await search(page);
    await keyboard(page);
    await template(page);
    await access(page, "light");
    ok(page.faults.length === 0, "no error on the console, no request off the page", page.faults);
    await narrow(browser);
    await many(browser);
    await browser.close();
    console.log("1.." + count);
    process.exit(failures > 0 ? 1 : 0);
})().catch((error) => {
    console.log(`not ok ${count + 1} - runs to its end\n# ${error.message.split("\n").join("\n# ")}`);
    process.exit(1);
});
