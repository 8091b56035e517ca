import type { MailName, PingCode } from '../../src/domain/effects';
import type { CardView, RenderedCard, RenderedMail, Renderer } from '../../src/workflow/ports';

/** Draws what a test wants to see: which card, in which status, for whom. The ping is the summary. */
export class FakeRenderer implements Renderer {
  card({ card, state, reader }: CardView, ping?: PingCode): RenderedCard {
    return {
      content: { card, status: statusOf(state), reader: reader.person ?? 'everybody' },
      summary: ping ?? 'silent',
    };
  }

  movedCard({ card }: CardView): RenderedCard {
    return { content: { moved: card }, summary: 'silent' };
  }

  mail(mail: MailName | PingCode, { state }: Omit<CardView, 'card'>): RenderedMail {
    return { subject: mail, text: statusOf(state) };
  }
}

function statusOf(state: unknown): string {
  return (state as { readonly status: string }).status;
}
