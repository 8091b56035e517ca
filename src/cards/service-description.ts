import type { Link } from './card-model';
import type { Drawing } from './drawing';

/** What an expert does, and does not: the published service description (R16). */
const SERVICE_DESCRIPTION_URL =
  'https://learn.microsoft.com/office365/servicedescriptions/office-365-platform-service-description/fasttrack-center-benefit-overview';

/** The link to the scope of an expert. Pure. */
export function serviceDescription(draw: Drawing): Link {
  return { title: draw.t('button.service-description'), url: SERVICE_DESCRIPTION_URL };
}
