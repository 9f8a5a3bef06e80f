using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Imports;

namespace EvalHarness.Models;

/// <summary>Reads rows of a data file as field values by name; given to models that learn from a file.</summary>
/// <param name="file">Full path of the file.</param>
/// <param name="where">Fields and the values that they must have; empty takes all rows.</param>
/// <param name="cancellationToken">Ends the reading.</param>
public delegate IAsyncEnumerable<IReadOnlyDictionary<string, string>> RowReader(
    string file,
    IReadOnlyDictionary<string, string> where,
    CancellationToken cancellationToken
);

/// <summary>What a provider is given when it connects.</summary>
/// <param name="Name">Name of the model in the suite; stands in every error.</param>
/// <param name="Declared">Where the model is declared.</param>
/// <param name="Seed">Seed of the suite.</param>
/// <param name="CacheFolder">Folder for what can be computed again (trained classifiers); created when needed.</param>
/// <param name="ReadRows">Reads rows of a data file.</param>
/// <param name="Time">The clock.</param>
public sealed record ModelContext(
    string Name,
    Location Declared,
    long Seed,
    string CacheFolder,
    RowReader ReadRows,
    TimeProvider Time
)
{
    /// <summary>Labels of the task's answer format, for the baselines that answer with one of them; empty when open.</summary>
    public System.Collections.Immutable.ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Targets of the task, streamed; for the majority class when it is given no train rows.</summary>
    public Func<CancellationToken, IAsyncEnumerable<string>>? ReadTargets { get; init; }

    /// <summary>The formats of data files by their endings; this library's own by default.</summary>
    public DatasetFormats Formats { get; init; } = DatasetFormats.BuiltIn;

    /// <summary>The tools whose logs may be read; those of this library by default.</summary>
    public Func<IReadOnlyCollection<ILogReader>> LogReaders { get; init; } = () => ImportedLogs.BuiltIn;

    /// <summary>The most repeats of a sample that a task of the suite asks for; 1 by default.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>The other models of the suite; null where the caller knows none.</summary>
    public ModelPeers? Peers { get; init; }

    /// <summary>Most requests in flight, to size connection pools.</summary>
    public int InFlight { get; init; } = 8;

    /// <summary>The path of a file of the model as it is shown in faults: as written, from where the suite's path starts.</summary>
    /// <param name="path">A path that the suite names.</param>
    public string Show(FilePath path) => Path.Combine(Path.GetDirectoryName(Declared.File) ?? "", path.AsWritten);
}
