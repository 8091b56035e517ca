import type { Linter } from 'eslint';

export const MAY_IMPORT: Readonly<Record<string, readonly string[]>>;
export const layers: Linter.Config[];
