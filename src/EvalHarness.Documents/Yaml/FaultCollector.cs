using System.Globalization;
using EvalHarness.Core;

namespace EvalHarness.Yaml;

/// <summary>The faults and warnings found so far in a document and what it includes.</summary>
internal sealed class FaultCollector
{
    private const int MostFaults = 100;
    private readonly List<Fault> faults = [];
    private readonly List<Warning> warnings = [];
    private readonly List<string> files = [];

    public bool HasFaults => faults.Count > 0;

    /// <summary>The faults, in the order in which they were found.</summary>
    public IReadOnlyList<Fault> Faults => faults;

    /// <summary>The warnings, in the order in which they stand.</summary>
    public IEnumerable<Warning> Warnings => warnings.Distinct().OrderBy(warning => Rank(warning.At));

    public void Add(Location at, string found, string? expected = null, string? didYouMean = null) =>
        Add(new Fault(at, found, expected, didYouMean));

    public void Add(Fault fault)
    {
        Meet(fault.At.File);
        faults.Add(fault);
    }

    public void Warn(Location at, string message)
    {
        Meet(at.File);
        warnings.Add(new Warning(at, message));
    }

    /// <summary>Stops when there are faults, with all of them in the order in which they stand.</summary>
    /// <exception cref="DocumentException">There is at least one fault.</exception>
    public void ThrowIfAny()
    {
        var all = faults.Distinct().OrderBy(fault => Rank(fault.At)).ToArray();
        if (all.Length > MostFaults)
        {
            string more = string.Create(
                CultureInfo.InvariantCulture,
                $"{all.Length - MostFaults} more faults like these"
            );
            throw new DocumentException([.. all[..MostFaults], new Fault(all[MostFaults].At, more)]);
        }

        if (all.Length > 0)
        {
            throw new DocumentException(all);
        }
    }

    /// <summary>Hands the faults over to others that are reported together.</summary>
    public void MoveFaultsTo(FaultCollector others) => faults.ForEach(others.Add);

    /// <summary>Tells some faults in other words, or not at all.</summary>
    /// <param name="retell">The fault in place of another; null for none.</param>
    public void Retell(Func<Fault, Fault?> retell)
    {
        Fault[] told = [.. faults.Select(retell).OfType<Fault>()];
        faults.Clear();
        faults.AddRange(told);
    }

    private void Meet(string file)
    {
        if (!files.Contains(file))
        {
            files.Add(file);
        }
    }

    private (int File, int Line, int Column) Rank(Location at) => (files.IndexOf(at.File), at.Line, at.Column);
}
