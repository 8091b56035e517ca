'use strict';

/** Runs in the page of the gallery: finds in every shown card what a reader could stumble over. */
(() => {
  const { document, getComputedStyle, gallery, NodeFilter } = globalThis;

  /** Half a pixel is a matter of rounding. */
  const SLACK = 1;
  const BUTTON_MIN = 24;
  const BUTTONS_MAX = 6;
  /** Width of the arrow that opens a list, in pixels. */
  const ARROW = 20;

  function channels(color) {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
    return { rgb: [red, green, blue], alpha };
  }

  function over({ rgb, alpha }, below) {
    return rgb.map((value, index) => value * alpha + below[index] * (1 - alpha));
  }

  let backgrounds = new Map();

  /** What is behind an element: the tints of its ancestors, laid over each other. */
  function backgroundOf(element) {
    const known = backgrounds.get(element);
    if (known !== undefined) {
      return known;
    }
    const own = channels(getComputedStyle(element).backgroundColor);
    const { parentElement } = element;
    const below = parentElement === null ? [255, 255, 255] : backgroundOf(parentElement);
    const color = over(own, below);
    backgrounds.set(element, color);
    return color;
  }

  /** Relative luminance after WCAG 2.2. */
  function luminance(rgb) {
    const [red, green, blue] = rgb.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function contrastProblems(element, style, what) {
    const background = backgroundOf(element);
    const [dark, bright] = [over(channels(style.color), background), background]
      .map(luminance)
      .sort((one, other) => one - other);
    const ratio = (bright + 0.05) / (dark + 0.05);
    const size = Number.parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    return ratio >= (isLarge ? 3 : 4.5) ? [] : [`contrast ${ratio.toFixed(2)}: ${what}`];
  }

  function isField(element) {
    return element.matches('input, textarea, select, option');
  }

  function shortly(element) {
    const text = (element.textContent ?? '').trim();
    return text.length > 60 ? `${text.slice(0, 59)}…` : text;
  }

  /** What hides part of itself. A part that bleeds to the edge of its card is only wider than its parent. */
  function cutProblems(element, edges) {
    const { clientWidth, scrollWidth, clientHeight, scrollHeight } = element;
    const { overflowX } = getComputedStyle(element);
    const { left, right } = element.getBoundingClientRect();
    const isCut = overflowX !== 'visible' && !isField(element);
    const wide = isCut
      ? scrollWidth - clientWidth
      : Math.max(right - edges.right, edges.left - left);
    const high = isCut ? scrollHeight - clientHeight : 0;
    return [
      ...(wide > SLACK ? [`too wide by ${Math.round(wide)} px: ${shortly(element)}`] : []),
      ...(high > SLACK ? [`too high by ${high} px: ${shortly(element)}`] : []),
    ];
  }

  function textsIn(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const { currentNode } = walker;
      if (currentNode.data.trim() !== '' && !isField(currentNode.parentElement)) {
        found.push(currentNode);
      }
    }
    return found;
  }

  function textProblems(text, edges) {
    const range = document.createRange();
    range.selectNodeContents(text);
    const rects = Array.from(range.getClientRects());
    const element = text.parentElement;
    const isOut = rects.some(
      ({ left, right }) => left < edges.left - SLACK || right > edges.right + SLACK,
    );
    return [
      ...(rects.length === 0 ? [`not visible: ${text.data}`] : []),
      ...(isOut ? [`beyond the card: ${text.data}`] : []),
      ...(text.data.includes('${') ? [`an open binding: ${text.data}`] : []),
      ...contrastProblems(element, getComputedStyle(element), text.data),
    ];
  }

  const canvas = document.createElement('canvas').getContext('2d');

  /** The chosen option; what it adds in brackets may be cut. */
  function chosenIn(field) {
    return (field.selectedOptions[0]?.textContent ?? '').replace(/ \(.*\)$/u, '');
  }

  /** What a field of one line shows without anybody having typed it. */
  function lineIn(field) {
    if (field.matches('select')) {
      return chosenIn(field);
    }
    return field.matches('input') && field.value === '' ? field.placeholder : '';
  }

  /** What stands in a field must be readable without scrolling, unless somebody typed it. */
  function fieldProblems(field) {
    const style = getComputedStyle(field);
    canvas.font = style.font;
    const arrow = field.matches('select') ? ARROW : 0;
    const padding = Number.parseFloat(style.paddingLeft) + Number.parseFloat(style.paddingRight);
    const line = lineIn(field);
    const isCut = canvas.measureText(line).width > field.clientWidth - padding - arrow;
    return [
      ...(isCut ? [`cut in its field: ${line}`] : []),
      ...contrastProblems(field, getComputedStyle(field, '::placeholder'), field.placeholder),
      ...contrastProblems(field, style, field.value),
    ];
  }

  function inputProblems(input, frame) {
    const control = input.renderedInputControlElement;
    const outer = control.parentElement.parentElement;
    const label = Array.from(outer.children).find((child) => !child.contains(control));
    const isSeen = label !== undefined && label.offsetHeight > 0 && frame.contains(label);
    const named = label?.textContent.trim() ?? '';
    return isSeen && named !== '' ? [] : [`input without visible label: ${input.id}`];
  }

  function buttonProblems(strip) {
    const buttons = Array.from(strip.querySelectorAll('button'));
    const blue = buttons.map((one) => one.matches('.primary'));
    const red = buttons.map((one) => one.matches('.style-destructive'));
    const isLate = blue.lastIndexOf(true) > 0 || (red.lastIndexOf(true) > 0 && blue[0] !== true);
    const isCrowded = buttons.length > BUTTONS_MAX;
    return [
      ...buttons
        .filter(({ offsetHeight }) => offsetHeight < BUTTON_MIN)
        .map((one) => `button only ${one.offsetHeight} px high: ${shortly(one)}`),
      ...(isCrowded ? [`${buttons.length} buttons`] : []),
      ...(isLate ? ['the first button is not the primary one'] : []),
    ];
  }

  function problemsOf({ card, frame }) {
    const edges = frame.querySelector('.ac-adaptiveCard').getBoundingClientRect();
    const blocks = Array.from(frame.querySelectorAll('.ac-textBlock'));
    const headings = frame.querySelectorAll('[role=heading], h1, h2, h3');
    return [
      ...Array.from(frame.querySelectorAll('*'))
        .filter((one) => one.offsetWidth > 0 && !one.matches('option'))
        .flatMap((one) => cutProblems(one, edges)),
      ...textsIn(frame).flatMap((text) => textProblems(text, edges)),
      ...Array.from(
        frame.querySelectorAll('select, textarea, input:not([type=radio], [type=checkbox])'),
      ).flatMap(fieldProblems),
      ...card.getAllInputs().flatMap((input) => inputProblems(input, frame)),
      ...Array.from(frame.querySelectorAll('.ac-actionSet')).flatMap(buttonProblems),
      ...blocks.filter((block) => block.textContent.trim() === '').map(() => 'an empty text'),
      ...(headings.length === 1 ? [] : [`${headings.length} headings`]),
    ];
  }

  /** Every problem once per card, as `problem <- name of the card`. */
  function measure() {
    backgrounds = new Map();
    return gallery.shown.flatMap((one) =>
      [...new Set(problemsOf(one))].map((problem) => `${problem} <- ${one.exhibit.name}`),
    );
  }

  Object.assign(gallery, { measure });
})();
