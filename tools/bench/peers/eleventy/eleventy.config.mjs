// A lean Eleventy site: a page for each record, a list and a feed for each municipality, and nothing else.
const day = (date) => date.toISOString().slice(0, 10);

export default function (config) {
  config.setQuietMode(true);
  config.addFilter("day", day);
  config.addFilter("rfc822", (date) => date.toUTCString());
  config.addFilter("latest", (pages) => pages.slice(-30).reverse());
  config.addCollection("places", (collections) =>
    collections.getFilteredByTag("place").map((page) => ({
      slug: page.data.place,
      title: page.data.title,
      record: page.data.record,
      pages: collections.getFilteredByTag(`in-${page.data.place}`),
    })),
  );
  return {
    dir: { input: "content", includes: "../_includes", layouts: "../_includes" },
    markdownTemplateEngine: false,
  };
}
