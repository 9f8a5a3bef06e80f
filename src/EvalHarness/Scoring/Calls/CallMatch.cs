using System.Collections.Immutable;
using System.Text.Json;

namespace EvalHarness.Scoring.Calls;

/// <summary>The calls of an answer beside those of a target.</summary>
/// <param name="answer">The answer, in its one form.</param>
/// <param name="target">A target, in its one form.</param>
/// <param name="order">Whether the order of the calls counts.</param>
/// <param name="texts">When two texts among the arguments are the same.</param>
internal sealed class CallMatch(string answer, string target, CallOrder order, TextEquality texts)
{
    private readonly ImmutableArray<MadeCall> made = MadeCall.ReadAll(answer);
    private readonly ImmutableArray<ExpectedCall>? right = ExpectedCall.Read(target);
    private readonly CallValues values = new(texts);

    /// <summary>Whether all calls are right, names and arguments, and there are no others.</summary>
    public bool IsMatch() =>
        right is { } all
        && all.Length == made.Length
        && (
            order == CallOrder.Kept
                ? all.Zip(made).All(pair => IsMatch(pair.First, pair.Second))
                : new Pairing(made.Length, (place, other) => IsMatch(all[place], made[other])).IsComplete
        );

    /// <summary>Whether the tools called are the right ones, each as often as it should be.</summary>
    public bool HasRightNames() =>
        right is { } all
        && InOrder(all.Select(call => call.Name)).SequenceEqual(InOrder(made.Select(call => call.Name)));

    /// <summary>
    /// Arguments that are right, and all that answer or target have, each counted once for a pair of calls; calls are paired by name, the
    /// likest first.
    /// </summary>
    public (int Right, int All) Arguments()
    {
        if (right is not { } all)
        {
            return (0, 1);
        }

        var open = made.Index().ToDictionary(one => one.Index, one => one.Item);
        var (sumRight, sumAll) = (0, 0);
        var left = all.Index().ToDictionary(one => one.Index, one => one.Item);
        while (Likest(left, open) is { } pair)
        {
            sumRight += pair.Right;
            sumAll += pair.All;
            left.Remove(pair.Expected);
            open.Remove(pair.Made);
        }

        // A call without its counterpart has all its arguments wrong.
        return (
            sumRight,
            sumAll
                + left.Values.Sum(call =>
                    call.Arguments.Count(one => !call.IsPermitted || !ExpectedCall.CanBeLeftOut(one.Value))
                )
                + open.Values.Sum(call => call.Arguments.Count)
        );
    }

    private IEnumerable<string> InOrder(IEnumerable<string> names) =>
        order == CallOrder.Kept ? names : names.Order(StringComparer.Ordinal);

    private (int Expected, int Made, int Right, int All)? Likest(
        Dictionary<int, ExpectedCall> left,
        Dictionary<int, MadeCall> open
    )
    {
        (int Expected, int Made, int Right, int All)? best = null;
        foreach (var (expected, call) in left.OrderBy(one => one.Key))
        {
            foreach (var (place, given) in open.OrderBy(one => one.Key))
            {
                if (call.Name != given.Name || (order == CallOrder.Kept && expected != place))
                {
                    continue;
                }

                var (some, all) = Count(call, given);
                if (
                    best is not { } so
                    || some - all > so.Right - so.All
                    || (some - all == so.Right - so.All && some > so.Right)
                )
                {
                    best = (expected, place, some, all);
                }
            }
        }

        return best;
    }

    private bool IsMatch(ExpectedCall expected, MadeCall call) =>
        expected.Name == call.Name && Count(expected, call) is var (some, all) && some == all;

    private (int Right, int All) Count(ExpectedCall expected, MadeCall call)
    {
        var (some, all) = (0, 0);
        foreach (string name in expected.Arguments.Keys.Union(call.Arguments.Keys, StringComparer.Ordinal))
        {
            JsonElement? given = call.Arguments.TryGetValue(name, out var value) ? value : null;
            bool isRight = values.IsRight(expected, name, given);
            if (given is null && isRight)
            {
                // What may be left out, and is, was not asked.
                continue;
            }

            all++;
            some += isRight ? 1 : 0;
        }

        return (some, all);
    }

    /// <summary>Whether each of some has a partner of its own among as many others (Kuhn 1955, by augmenting paths).</summary>
    private sealed class Pairing
    {
        private readonly int[] partners;
        private readonly Func<int, int, bool> fits;

        public Pairing(int size, Func<int, int, bool> fits)
        {
            this.fits = fits;
            partners = [.. Enumerable.Repeat(-1, size)];
            IsComplete = Enumerable.Range(0, size).All(place => TryPair(place, new bool[size]));
        }

        public bool IsComplete { get; }

        private bool TryPair(int place, bool[] tried)
        {
            for (int other = 0; other < partners.Length; other++)
            {
                if (tried[other] || !fits(place, other))
                {
                    continue;
                }

                tried[other] = true;
                if (partners[other] < 0 || TryPair(partners[other], tried))
                {
                    partners[other] = place;
                    return true;
                }
            }

            return false;
        }
    }
}
