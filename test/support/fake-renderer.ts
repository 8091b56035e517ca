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

  mail(mail: MailName | PingCode, { state, reader }: Omit<CardView, 'card'>): RenderedMail {
    const text = statusOf(state);
    return { subject: mail, text, html: text, language: reader.language };
  }

  chatTopic({ state, reader }: Omit<CardView, 'card'>): string {
    return `Kickoff ${reader.language} ${statusOf(state)}`;
  }

  meetingText({ reader }: Omit<CardView, 'card'>): string {
    return `Invitation ${reader.language}`;
  }

  namedText({ state, reader }: Omit<CardView, 'card'>): string {
    return `In the name of the FPM, ${reader.language} ${statusOf(state)}`;
  }
}

function statusOf(state: unknown): string {
  return (state as { readonly status: string }).status;
}
