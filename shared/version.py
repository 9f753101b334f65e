"""The one version: of the package, the command line and every document a running instance serves."""

VERSION = "0.1.0"
