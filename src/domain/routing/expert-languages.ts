/**
 * Languages an expert can be asked for, as IETF tags, in the order of the form.
 * The pages only say "supported by the FTC worldwide"; this follows the list in Microsoft's FastTrack service
 * description (Portuguese is that of Brazil, both Chinese entries are spoken Mandarin) and is ours to extend.
 */
export const EXPERT_LANGUAGES: readonly string[] = [
  'en',
  'es',
  'de',
  'fr',
  'it',
  'pt',
  'ja',
  'ko',
  'zh-Hans',
  'zh-Hant',
  'th',
  'vi',
];
