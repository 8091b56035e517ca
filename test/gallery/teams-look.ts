/**
 * How Teams draws a card, near enough to judge ours: sizes, spacing and colours after Microsoft's Fluent 2 design, with the text of
 * every tinted part dark or light enough to be read (WCAG 2.2, AA). Where clients differ, the stricter one is followed.
 */

/** The appearance somebody chose in Teams. */
export type Theme = 'light' | 'dark';

/** Both appearances. */
export const THEMES: readonly Theme[] = ['light', 'dark'];

/** Where a card is read: on a small phone, or in a chat on a desktop. */
export type Width = 'phone' | 'desktop';

/** Both places. */
export const WIDTHS: readonly Width[] = ['phone', 'desktop'];

/** How wide a card is there, in CSS pixels. */
export const PIXELS: Readonly<Record<Width, number>> = { phone: 320, desktop: 600 };

interface Palette {
  readonly page: string;
  readonly card: string;
  readonly border: string;
  readonly text: string;
  readonly subtle: string;
  readonly accent: string;
  readonly good: string;
  readonly attention: string;
  readonly warning: string;
  readonly field: string;
  readonly fieldBorder: string;
  readonly placeholder: string;
  readonly brand: string;
  readonly danger: string;
  /** Background of each container style. */
  readonly tints: Readonly<
    Record<'emphasis' | 'accent' | 'good' | 'attention' | 'warning', string>
  >;
}

const PALETTES: Readonly<Record<Theme, Palette>> = {
  light: {
    page: '#f5f5f5',
    card: '#ffffff',
    border: '#d1d1d1',
    text: '#242424',
    subtle: '#616161',
    accent: '#4f52b2',
    good: '#0e700e',
    attention: '#b10e1c',
    warning: '#835b00',
    field: '#ffffff',
    fieldBorder: '#707070',
    placeholder: '#616161',
    brand: '#5b5fc7',
    danger: '#c50f1f',
    tints: {
      emphasis: '#f0f0f0',
      accent: '#e8ebfa',
      good: '#e7f5e7',
      attention: '#fdf3f4',
      warning: '#fff4ce',
    },
  },
  dark: {
    page: '#141414',
    card: '#292929',
    border: '#525252',
    text: '#ffffff',
    subtle: '#c7c7c7',
    accent: '#aab1fa',
    good: '#8bd48b',
    attention: '#f5a3ab',
    warning: '#fcd766',
    field: '#1f1f1f',
    fieldBorder: '#a6a6a6',
    placeholder: '#adadad',
    brand: '#5b5fc7',
    danger: '#c50f1f',
    tints: {
      emphasis: '#3d3d3d',
      accent: '#2f2f4a',
      good: '#173a17',
      attention: '#4b1f23',
      warning: '#43380f',
    },
  },
};

/** Segoe UI is not free. Liberation Sans runs as wide; DejaVu Sans, all that a bare Debian has, does so when made smaller. */
const FONTS = '"Segoe UI", "Liberation Sans", Arial, "Narrow DejaVu", sans-serif';

function narrowFace(weight: number, file: string): string {
  const source = `src: local("${file}"); size-adjust: 88%;`;
  return `@font-face { font-family: "Narrow DejaVu"; font-weight: ${weight}; ${source} }`;
}

function containerStyle(palette: Palette, backgroundColor: string): object {
  const { text, subtle, accent, good, attention, warning, border } = palette;
  const both = (color: string): object => ({ default: color, subtle: color });
  return {
    backgroundColor,
    borderColor: border,
    foregroundColors: {
      default: { default: text, subtle },
      accent: both(accent),
      good: both(good),
      attention: both(attention),
      warning: both(warning),
      dark: { default: '#242424', subtle: '#616161' },
      light: { default: '#ffffff', subtle: '#d6d6d6' },
    },
  };
}

/** The host configuration for the renderer of `adaptivecards`. Pure. */
export function hostConfigOf(theme: Theme): object {
  const palette = PALETTES[theme];
  const tinted = Object.entries(palette.tints).map(([name, color]) => [
    name,
    containerStyle(palette, color),
  ]);
  const label = { size: 'default', weight: 'bolder' };
  return {
    supportsInteractivity: true,
    fontFamily: FONTS,
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 200, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 12 },
    separator: { lineThickness: 1, lineColor: palette.border },
    imageSizes: { small: 32, medium: 52, large: 100 },
    containerStyles: {
      default: containerStyle(palette, palette.card),
      ...(Object.fromEntries(tinted) as object),
    },
    textStyles: { heading: { size: 'large', weight: 'bolder' } },
    textBlock: { headingLevel: 2 },
    inputs: {
      label: { inputSpacing: 'small', requiredInputs: label, optionalInputs: label },
      errorMessage: { color: 'attention', weight: 'bolder' },
    },
    actions: {
      maxActions: 6,
      spacing: 'medium',
      buttonSpacing: 8,
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
    },
    factSet: {
      title: { weight: 'bolder', wrap: true, maxWidth: 150 },
      value: { wrap: true },
      spacing: 8,
    },
  };
}

/** What the host configuration cannot say: buttons, inputs, and the frame around a card. Pure. */
export function styleOf(theme: Theme): string {
  const p = PALETTES[theme];
  return `
[data-theme=${theme}] { background: ${p.page}; color: ${p.text}; color-scheme: ${theme}; }
[data-theme=${theme}] figcaption { color: ${p.subtle}; }
[data-theme=${theme}] .ac-adaptiveCard { border: 1px solid ${p.border}; }
[data-theme=${theme}] .ac-pushButton { background: ${p.field}; color: ${p.text}; border-color: ${p.border}; }
[data-theme=${theme}] .ac-pushButton.primary { background: ${p.brand}; color: #fff; border-color: ${p.brand}; }
[data-theme=${theme}] .ac-pushButton.style-destructive { background: ${p.danger}; color: #fff; border-color: ${p.danger}; }
[data-theme=${theme}] .ac-input:is(.ac-textInput, .ac-numberInput, .ac-dateInput, .ac-choiceSetInput-compact) {
  background: ${p.field}; color: ${p.text}; border-color: ${p.fieldBorder}; }
[data-theme=${theme}] ::placeholder { color: ${p.placeholder}; opacity: 1; }`;
}

/** The part of the style that no theme changes. */
export const SHAPES = `
${narrowFace(400, 'DejaVu Sans')}
${narrowFace(700, 'DejaVu Sans Bold')}
body { margin: 0; font: 14px/20px ${FONTS}; }
nav { padding: 12px; display: flex; gap: 16px; flex-wrap: wrap; }
.wall { display: flex; flex-wrap: wrap; align-items: flex-start; gap: 12px; padding: 12px; }
.sheet { display: flex; gap: 12px; padding: 12px; width: max-content; align-items: flex-start; }
.column { display: flex; flex-direction: column; gap: 12px; }
figure { margin: 0; }
figcaption { font-size: 11px; line-height: 14px; padding-bottom: 4px; overflow-wrap: anywhere; }
.ac-adaptiveCard { border-radius: 8px; overflow-wrap: break-word; }
/* Phones break a word that no line can hold; the table of this renderer alone would not. */
.ac-fact-value > div { overflow-wrap: anywhere !important; }
.ac-horizontal-separator { overflow: hidden; }
.ac-pushButton { border: 1px solid; border-radius: 4px; padding: 5px 12px; min-height: 32px; max-width: 100%;
  font: 600 14px/20px ${FONTS}; }
.ac-actionSet { flex-wrap: wrap; gap: 8px; }
.ac-actionSet > div { display: none; }
.ac-input { font: 14px/20px ${FONTS}; box-sizing: border-box; }
.ac-input:is(.ac-textInput, .ac-numberInput, .ac-dateInput, .ac-choiceSetInput-compact) {
  border: 1px solid; border-radius: 4px; padding: 5px 10px; min-height: 32px; }
.ac-input.ac-multiline { height: 72px; }
`;
