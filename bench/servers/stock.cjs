'use strict';

/** botbuilder and restify as their samples put them together: token checked, reply sent with a bearer token. */

const {
  ActivityHandler,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
} = require('botbuilder');
const { AppCredentials, ServiceClientCredentialsFactory } = require('botframework-connector');
const restify = require('restify');
const { ready } = require('./report.cjs');

/** The token service is not part of what is measured: the bot's own token is at hand. */
class TokenAtHand extends AppCredentials {
  async getToken() {
    return 'bench';
  }

  async refreshToken() {
    return { accessToken: 'bench', expiresOn: new Date(Date.now() + 3_600_000) };
  }
}

class Factory extends ServiceClientCredentialsFactory {
  async isValidAppId(id) {
    return id === process.env.APP_ID;
  }

  async isAuthenticationDisabled() {
    return false;
  }

  async createCredentials(appId, audience) {
    return new TokenAtHand(appId, undefined, audience);
  }
}

const authentication = new ConfigurationBotFrameworkAuthentication(
  {
    ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
    ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
    ToBotFromChannelOpenIdMetadataUrl: process.env.METADATA_URL,
    ToBotFromEmulatorOpenIdMetadataUrl: process.env.METADATA_URL,
    OAuthUrl: 'https://api.botframework.com',
  },
  new Factory(),
);

class Bot extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      await context.sendActivity('You said: help');
      await next();
    });
  }
}

const adapter = new CloudAdapter(authentication);
const bot = new Bot();
const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (req, res) => {
  await adapter.process(req, res, (context) => bot.run(context));
});
server.listen(0, '127.0.0.1', () => {
  ready(server.address().port);
});
