import { ConnectorMappers } from 'botframework-connector/lib/connectorApi/connectorClient';

/**
 * Lets entities keep all their fields on the way out. The connector of botbuilder 4.23.3 knows three of them and drops
 * the rest, among them `additionalType` (the "AI generated" label) and `citation`, which Teams documents under
 * "Bot messages with AI-generated content". Changes the module once; calling it again changes nothing.
 */
export function keepEntityFields(): void {
  ConnectorMappers.Entity.type.additionalProperties = { type: { name: 'Object' } };
}
