using System.Text.Json;

namespace EvalHarness.Scoring.Statements;

/// <summary>The JSON values in a text: objects and lists, outermost only, in code fences or in prose.</summary>
internal static class JsonValues
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>The values, first to last.</summary>
    public static IEnumerable<JsonElement> In(string text)
    {
        // The bound keeps texts of nothing but brackets from being read again and again.
        int at = text.AsSpan().IndexOfAny('{', '[');
        for (int tries = 0; at >= 0 && tries < 200; tries++)
        {
            int end = End(text, at);
            int from = at + 1;
            if (end > 0 && (Parse(text[at..end]) ?? Parse(WithDoubleQuotes(text[at..end]))) is { } found)
            {
                yield return found;
                from = end;
            }
            int next = text.AsSpan(from).IndexOfAny('{', '[');
            at = next < 0 ? -1 : from + next;
        }
    }

    /// <summary>The value that a whole text is; null where it is none.</summary>
    public static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The place behind the bracket that closes the one at a place; 0 where none does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Place of the bracket.</param>
    /// <param name="opens">Brackets that are counted; those of objects and lists by default.</param>
    /// <param name="closes">What closes them.</param>
    public static int End(string text, int start, string opens = "{[", string closes = "}]")
    {
        int depth = 0;
        bool isString = false;
        for (int i = start; i < text.Length; i++)
        {
            char c = text[i];
            if (isString && c == '\\')
            {
                i++;
            }
            else if (c == '"')
            {
                isString = !isString;
            }
            else if (!isString && opens.Contains(c))
            {
                depth++;
            }
            else if (!isString && closes.Contains(c) && --depth == 0)
            {
                return i + 1;
            }
        }
        return 0;
    }

    // Python's quotes stand behind or before a sign of JSON: an apostrophe within a word is none.
    private static string WithDoubleQuotes(string text)
    {
        char[] quoted = text.ToCharArray();
        char before = ' ';
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\'' && before is ('[' or '{' or ',' or ':'))
            {
                quoted[i] = '"';
            }
            before = char.IsWhiteSpace(text[i]) ? before : text[i];
        }

        char after = ' ';
        for (int i = text.Length - 1; i >= 0; i--)
        {
            if (text[i] == '\'' && after is (']' or '}' or ',' or ':'))
            {
                quoted[i] = '"';
            }
            after = char.IsWhiteSpace(text[i]) ? after : text[i];
        }
        return new string(quoted);
    }
}
