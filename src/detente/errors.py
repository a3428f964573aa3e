"""Every error detente raises on purpose.

::

    DetenteError
    ├── SettingsError      a settings file or option is wrong
    ├── OntologyError      an unknown event type, mode, context or code
    ├── OwnTypesError      a file of the user's own event types is wrong
    ├── PluginError        no such plug-in, or it does not load
    ├── PipelineError      the stages are in an impossible order
    ├── LayerError         an update or corrections file over the actor tables is wrong
    ├── UpdateError        the update service gave no usable answer
    ├── IntakeError        an input that cannot be read; costs that input only
    ├── StoreError         the database cannot be opened, written or understood
    │   └── StoreBusyError another process is writing and did not finish in time
    ├── ForecastError      a model, class or scenario that cannot be used
    └── QueryError         a question that cannot be answered as asked

A message says what is wrong, where, and what would be right.
"""


class DetenteError(Exception):
    """The root of all errors raised on purpose."""


class SettingsError(DetenteError):
    """A settings file or option is wrong."""


class OntologyError(DetenteError):
    """An unknown event type, mode, context or code."""


class OwnTypesError(DetenteError):
    """A file of the user's own event types is wrong; names file, line and key."""


class PluginError(DetenteError):
    """No such plug-in, or it does not load."""


class PipelineError(DetenteError):
    """The stages are in an impossible order."""


class LayerError(DetenteError):
    """An update or corrections file over the actor tables is wrong; names file and line."""


class UpdateError(DetenteError):
    """The update service gave no usable answer; the layer in force stays as it is."""


class IntakeError(DetenteError):
    """An input that cannot be read; it costs itself only."""


class StoreError(DetenteError):
    """The database cannot be opened, written or understood."""


class StoreBusyError(StoreError):
    """Another process is writing and did not finish in time."""


class ForecastError(DetenteError):
    """A model that cannot be read or does not fit its data, a wrong class or scenario file."""


class QueryError(DetenteError):
    """A question that cannot be answered as asked."""
