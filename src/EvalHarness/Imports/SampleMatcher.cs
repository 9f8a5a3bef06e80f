using System.Runtime.InteropServices;

namespace EvalHarness.Imports;

/// <summary>Finds samples of one collection in another: by content, then by id with the content compared.</summary>
/// <remarks>Keeps hashes of texts and ids, no texts.</remarks>
/// <param name="contentOf">The text of a sample by its place, to look for one text within another; empty where none is kept.</param>
public sealed class SampleMatcher(Func<int, string> contentOf)
{
    /// <summary>A text of so many samples tells none of them: a passage with many questions.</summary>
    private const int MostSharing = 32;

    private readonly Dictionary<UInt128, List<int>> byText = [];
    private readonly Dictionary<string, int> byId = new(StringComparer.Ordinal);
    private readonly List<bool> hasContent = [];

    /// <summary>Number of samples.</summary>
    public int Count => hasContent.Count;

    /// <summary>Adds a sample; its place is the number of those before it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="texts">Its texts; none where no content is kept.</param>
    public void Add(string id, SampleTexts texts)
    {
        int place = hasContent.Count;
        byId.TryAdd(id, place);
        foreach (var (key, _) in texts.Keys)
        {
            ref var sharing = ref CollectionsMarshal.GetValueRefOrAddDefault(byText, key, out _);
            sharing ??= [];
            if (sharing.Count <= MostSharing)
            {
                sharing.Add(place);
            }
        }

        hasContent.Add(!texts.IsEmpty);
    }

    /// <summary>Finds a sample of the other collection.</summary>
    /// <param name="id">Its id there.</param>
    /// <param name="texts">Its texts there.</param>
    /// <param name="content">The same as they stand, to look for one within another; none where they are not kept.</param>
    public SampleMatch Find(string id, SampleTexts texts, IEnumerable<string>? content = null)
    {
        bool isById = byId.TryGetValue(id, out int named);
        var votes = new Dictionary<int, int>();
        foreach (var (key, length) in texts.Keys)
        {
            if (byText.TryGetValue(key, out var sharing) && sharing.Count <= MostSharing)
            {
                foreach (int place in sharing)
                {
                    votes[place] = votes.GetValueOrDefault(place) + length;
                }
            }
        }

        if (votes.Count > 0)
        {
            int most = votes.Values.Max();
            int[] best = [.. votes.Where(vote => vote.Value == most).Select(vote => vote.Key)];
            return best is [var one] ? new SampleMatch(one, MatchKind.Content)
                : isById && best.Contains(named) ? new SampleMatch(named, MatchKind.Content)
                : new SampleMatch(-1, MatchKind.Ambiguous);
        }

        if (!isById)
        {
            return new SampleMatch(-1, MatchKind.None);
        }

        return texts.IsEmpty || !hasContent[named] ? new SampleMatch(named, MatchKind.Id)
            : IsWithin(content ?? [], contentOf(named)) ? new SampleMatch(named, MatchKind.Contained)
            : new SampleMatch(-1, MatchKind.Conflict);
    }

    private static bool IsWithin(IEnumerable<string> texts, string content)
    {
        string other = ContentText.Plain(content);
        return other.Length >= SampleTexts.Shortest
            && texts
                .Select(ContentText.Plain)
                .Where(text => text.Length >= SampleTexts.Shortest)
                .Any(text =>
                    text.Contains(other, StringComparison.Ordinal) || other.Contains(text, StringComparison.Ordinal)
                );
    }
}
