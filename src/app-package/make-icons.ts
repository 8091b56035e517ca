import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawIcons } from './draw-icons';

for (const [name, content] of Object.entries(drawIcons())) {
  writeFileSync(join(__dirname, '..', '..', 'manifest', name), content);
}
