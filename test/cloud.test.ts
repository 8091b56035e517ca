import { AuthenticationConstants, GovernmentConstants } from 'botframework-connector';
import { CLOUDS } from '../src/cloud';

test('the public cloud is the one of the Bot Framework', () => {
  expect(CLOUDS.public).toMatchObject({
    authority: AuthenticationConstants.ToChannelFromBotLoginUrlPrefix.replace(/\/$/, ''),
    tenantOfAllBots: AuthenticationConstants.DefaultChannelAuthTenant,
    botAudience: AuthenticationConstants.ToChannelFromBotOAuthScope,
    issuer: AuthenticationConstants.ToBotFromChannelTokenIssuer,
    metadataUrl: AuthenticationConstants.ToBotFromChannelOpenIdMetadataUrl,
    tokenService: AuthenticationConstants.OAuthUrl,
  });
});

test('GCC is the public cloud, but for where the bot posts while no chat has told a service URL', () => {
  expect(CLOUDS.gcc).toEqual({
    ...CLOUDS.public,
    serviceUrl: 'https://smba.infra.gcc.teams.microsoft.com/teams',
  });
});

test.each(['usgov', 'usgov-dod'] as const)(
  '%s signs in, and is believed, as the Bot Framework says of the US government',
  (name) => {
    expect(CLOUDS[name]).toMatchObject({
      authority: GovernmentConstants.ToChannelFromBotLoginUrlPrefix.replace(/\/$/, ''),
      tenantOfAllBots: GovernmentConstants.DefaultChannelAuthTenant,
      botAudience: GovernmentConstants.ToChannelFromBotOAuthScope,
      issuer: GovernmentConstants.ToBotFromChannelTokenIssuer,
      metadataUrl: GovernmentConstants.ToBotFromChannelOpenIdMetadataUrl,
      channelService: GovernmentConstants.ChannelService,
      tokenService: GovernmentConstants.OAuthUrl,
    });
  },
);
