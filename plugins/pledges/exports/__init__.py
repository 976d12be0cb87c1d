"""Every other generated file: open data, sitemap, map, charts, place finder, search index, pictures, the site's script."""
