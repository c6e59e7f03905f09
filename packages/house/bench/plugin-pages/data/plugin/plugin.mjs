export { standardWebhook as channel } from "@cxkit/channels/webhook";
