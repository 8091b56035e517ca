'use strict';

/** Runs in the page of the gallery: draws the chosen cards as Teams would, and hangs them in sheets to be photographed. */
(() => {
  const { document, AdaptiveCards, gallery } = globalThis;
  const { exhibits, looks, widths } = gallery;

  function made(tag, className, text = '') {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
  }

  /** The part of Markdown that cards of Teams know, escaped characters first of all. */
  function markdown(text) {
    const kept = [];
    const escaped = text
      .replace(/\\([\\`*_[\]~<>#|.)+-])/g, (_all, char) => `\u0000${kept.push(char) - 1}\u0000`)
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;');
    const html = escaped
      .split('\n')
      .map((line) => line.replace(/^(?:- |\d+\. )/, '• '))
      .join('<br>')
      .replace(/\*\*(.+?)\*\*/g, '<b>$1</b>')
      .replace(/(^|\W)_(.+?)_(?=\W|$)/g, '$1<i>$2</i>')
      .replace(/\[([^\]]+)\]\((https:[^)\s]+)\)/g, '<a href="$2">$1</a>');
    const back = html.replace(/\u0000(\d+)\u0000/g, (_all, at) => kept[Number(at)]);
    return `<p>${back.replace(/[<>](?=\s|$)/g, (char) => (char === '<' ? '&lt;' : char))}</p>`;
  }

  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdown(text);
    result.didProcess = true;
  };

  /** One card on the wall. A form of its own keeps its choices apart from those of the other cards. */
  function figureOf(exhibit, hostConfig, pixels) {
    const card = new AdaptiveCards.AdaptiveCard();
    card.hostConfig = hostConfig;
    // The renderer's check of `lang` refuses every second valid one.
    card.parse({ ...exhibit.content, lang: undefined });
    const figure = made('figure', '');
    const alike = exhibit.same > 1 ? ` (${exhibit.same} alike)` : '';
    figure.append(made('figcaption', '', exhibit.name + alike));
    const frame = made('form', 'frame');
    frame.lang = exhibit.language;
    for (const element of [figure, frame]) {
      element.style.width = `${pixels}px`;
    }
    frame.append(card.render());
    figure.append(frame);
    return { exhibit, card, figure, frame };
  }

  /** Draws the cards of one language (and kind) on one wall. */
  function show({ language, theme, width, card = '' }) {
    const hostConfig = new AdaptiveCards.HostConfig(looks[theme]);
    const wall = document.getElementById('wall');
    document.body.dataset.theme = theme;
    gallery.shown = exhibits
      .filter((one) => one.language === language && (card === '' || one.card === card))
      .map((one) => figureOf(one, hostConfig, widths[width]));
    wall.className = 'wall';
    wall.replaceChildren(...gallery.shown.map(({ figure }) => figure));
    return gallery.shown.length;
  }

  /** Rehangs the wall in sheets of some columns, each at most so many pixels high. Gives their number. */
  function hang({ columns, height, most }) {
    const heights = gallery.shown.map(({ figure }) => figure.offsetHeight + 12);
    const sheets = [];
    let filled = [];
    gallery.shown.forEach(({ figure }, index) => {
      const count = sheets.length === 0 ? 0 : sheets.at(-1).querySelectorAll('figure').length;
      const lowest = filled.indexOf(Math.min(...filled));
      const isFull = filled.length === 0 || filled[lowest] + heights[index] > height;
      if ((isFull && filled[lowest] !== 0) || count === most) {
        const sheet = made('section', 'sheet');
        sheet.append(...Array.from({ length: columns }, () => made('div', 'column')));
        sheets.push(sheet);
        filled = Array(columns).fill(0);
      }
      const column = filled.indexOf(Math.min(...filled));
      sheets.at(-1).children[column].append(figure);
      filled[column] += heights[index];
    });
    const wall = document.getElementById('wall');
    wall.className = '';
    wall.replaceChildren(...sheets);
    return sheets.length;
  }

  /** The choices above the wall, for people. */
  function choose() {
    const chosen = Object.fromEntries(
      Array.from(document.querySelectorAll('nav select'), ({ name, value }) => [name, value]),
    );
    document.getElementById('count').textContent = `${show(chosen)} pictures`;
  }

  document.querySelector('nav').addEventListener('change', choose);
  Object.assign(gallery, { show, hang, choose });
})();
