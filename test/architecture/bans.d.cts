import type { Linter } from 'eslint';

export const bans: Linter.Config[];
