"""After a build: manifest, precompression, server configuration, removal, and deploying."""
