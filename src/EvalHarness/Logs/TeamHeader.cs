using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>How a run knew a model that answers through others.</summary>
/// <param name="Members">The models that it may ask; of a cascade the first and then the second.</param>
/// <param name="AcceptFrom">The confidence from which on a cascade's first answer stands; null for other teams.</param>
/// <param name="Routes">How a router by slice chooses; null for other teams, and in logs older than this key.</param>
public sealed record TeamHeader(ImmutableArray<string> Members, double? AcceptFrom = null, SliceRoutes? Routes = null);
