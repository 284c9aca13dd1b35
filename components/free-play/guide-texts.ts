/** A world without a lesson, as its page tells of it. */
export interface GuideTexts {
  title: string;
  summary: string;
  tries: { command: string; shows: string }[];
  /** A task of its own, see CampaignLab. */
  lab?: 'campaign' | undefined;
  servers: { name: string; label: string; ports: number[]; shell: boolean }[];
  logins: { host: string; user: string; password: string }[];
}
