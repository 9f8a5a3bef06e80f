using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Conversions;

/// <summary>What became of the parts of a suite so far; each thing is told once.</summary>
internal sealed class Remarks
{
    private readonly List<ConversionRemark> all = [];

    /// <summary>The remarks, in the order in which they were made.</summary>
    public ImmutableArray<ConversionRemark> All => [.. all];

    public void Taken(Location at, string what, string? why = null) => Add(ConversionFate.Taken, at, what, why);

    public void Changed(Location at, string what, string why) => Add(ConversionFate.Changed, at, what, why);

    public void Open(Location at, string what, string why) => Add(ConversionFate.Open, at, what, why);

    public void Dropped(Location at, string what, string why) => Add(ConversionFate.Dropped, at, what, why);

    public void Refused(Location at, string what, string? why) => Add(ConversionFate.Refused, at, what, why);

    /// <summary>Does some work on a part of the suite; where it is refused, the faults are kept.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="work">The work.</param>
    /// <returns>What came of it; null where it was refused.</returns>
    public T? Try<T>(Func<T> work)
        where T : class
    {
        try
        {
            return work();
        }
        catch (DocumentException refused)
        {
            foreach (var fault in refused.Faults)
            {
                Refused(fault.At, fault.Found, fault.Expected);
            }

            return null;
        }
    }

    private void Add(ConversionFate fate, Location at, string what, string? why)
    {
        var remark = new ConversionRemark(fate, at, what, why);
        if (!all.Contains(remark))
        {
            all.Add(remark);
        }
    }
}
