import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What a person does in GraphiQL. */
export interface GraphiqlPage {
  /** Titles of the open tabs, in order. */
  tabTitles(): Promise<string[]>;
  /**
   * Opens the tab and runs its operation; resolves when the answer pane shows all of the texts. Only what fits into
   * the pane is there.
   */
  run(title: string, ...texts: readonly string[]): Promise<void>;
}

/** Enough for the demo to bring an event (some a minute) on a busy machine; milliseconds. */
const patienceMs = 90_000;

export async function openGraphiql(page: Page, url: string): Promise<GraphiqlPage> {
  await page.goto(url);
  await page.locator('.graphiql-query-editor .view-line').first().waitFor({ timeout: patienceMs });
  const button = page.locator('button.graphiql-execute-button');
  await button.waitFor({ timeout: patienceMs });
  return {
    tabTitles: async () => (await page.getByRole('tab').allInnerTexts()).map((title) => title.trim()),
    run: async (title, ...texts) => {
      await page.getByRole('tab', { name: title }).click();
      let looks = 0;
      const answered = async () => {
        const answer = withoutFixedSpaces(await page.locator('.result-window').innerText());
        if (texts.every((text) => answer.includes(text))) return 'answered';
        // GraphiQL names the operation of the tab before for a moment: press at the second look, as a person would.
        looks += 1;
        if (looks > 1 && (await button.getAttribute('aria-label'))?.startsWith('Execute')) await button.click();
        return answer;
      };
      await expect.poll(answered, { timeout: patienceMs, interval: 500 }).toBe('answered');
    },
  };
}

// Monaco draws blanks as no-break spaces.
function withoutFixedSpaces(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}
