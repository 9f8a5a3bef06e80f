namespace EvalHarness.Scoring.Texts;

/// <summary>
/// Porter's suffix stripping with the extensions of NLTK. Source: Porter, "An algorithm for suffix stripping", 1980,
/// 10.1108/eb046814. Equal to NLTK 3.8 PorterStemmer() in its default mode: irregular forms, y after a consonant, alli before
/// bli, fulli, logi. Words of up to two letters stay as they are.
/// </summary>
internal static class PorterStemmer
{
    private static readonly Dictionary<string, string> Irregular = new(StringComparer.Ordinal)
    {
        ["sky"] = "sky",
        ["skies"] = "sky",
        ["dying"] = "die",
        ["lying"] = "lie",
        ["tying"] = "tie",
        ["news"] = "news",
        ["innings"] = "inning",
        ["inning"] = "inning",
        ["outings"] = "outing",
        ["outing"] = "outing",
        ["cannings"] = "canning",
        ["canning"] = "canning",
        ["howe"] = "howe",
        ["proceed"] = "proceed",
        ["exceed"] = "exceed",
        ["succeed"] = "succeed",
    };

    private static readonly (string Suffix, string Stem)[] Step2 =
    [
        ("ational", "ate"),
        ("tional", "tion"),
        ("enci", "ence"),
        ("anci", "ance"),
        ("izer", "ize"),
        ("bli", "ble"),
        ("alli", "al"),
        ("entli", "ent"),
        ("eli", "e"),
        ("ousli", "ous"),
        ("ization", "ize"),
        ("ation", "ate"),
        ("ator", "ate"),
        ("alism", "al"),
        ("iveness", "ive"),
        ("fulness", "ful"),
        ("ousness", "ous"),
        ("aliti", "al"),
        ("iviti", "ive"),
        ("biliti", "ble"),
        ("fulli", "ful"),
    ];

    private static readonly (string Suffix, string Stem)[] Step3 =
    [
        ("icate", "ic"),
        ("ative", ""),
        ("alize", "al"),
        ("iciti", "ic"),
        ("ical", "ic"),
        ("ful", ""),
        ("ness", ""),
    ];

    private static readonly string[] Step4 =
    [
        "al",
        "ance",
        "ence",
        "er",
        "ic",
        "able",
        "ible",
        "ant",
        "ement",
        "ment",
        "ent",
        "ion",
        "ou",
        "ism",
        "ate",
        "iti",
        "ous",
        "ive",
        "ize",
    ];

    /// <summary>The stem of a word, in lower case.</summary>
    public static string Stem(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        if (Irregular.TryGetValue(word, out string? known))
        {
            return known;
        }
        string lower = PythonText.Lower(word);
        if (word.Length <= 2)
        {
            return lower;
        }
        // The word may grow by one letter on its way.
        var letters = lower.Length < 64 ? stackalloc char[64] : new char[lower.Length + 1];
        lower.CopyTo(letters);
        int length = Plural(letters, lower.Length);
        length = PastOrParticiple(letters, length);
        if (length > 2 && letters[length - 1] == 'y' && IsConsonant(letters, length - 2))
        {
            letters[length - 1] = 'i';
        }
        length = DoubleSuffix(letters, length);
        length = Replace(letters, length, Step3);
        length = LongSuffix(letters, length);
        length = Tidy(letters, length);
        ReadOnlySpan<char> stem = letters[..length];
        return stem.SequenceEqual(lower) ? lower : stem.ToString();
    }

    private static int Plural(Span<char> word, int length)
    {
        if (Ends(word, length, "ies"))
        {
            return length - (length == 4 ? 1 : 2);
        }
        return Ends(word, length, "sses") ? length - 2
            : Ends(word, length, "s") && !Ends(word, length, "ss") ? length - 1
            : length;
    }

    private static int PastOrParticiple(Span<char> word, int length)
    {
        if (Ends(word, length, "ied"))
        {
            return length - (length == 4 ? 1 : 2);
        }
        if (Ends(word, length, "eed"))
        {
            return Measure(word[..(length - 3)]) > 0 ? length - 1 : length;
        }
        int cut =
            Ends(word, length, "ed") && HasVowel(word[..(length - 2)]) ? 2
            : Ends(word, length, "ing") && HasVowel(word[..(length - 3)]) ? 3
            : 0;
        return cut > 0 ? MendStem(word, length - cut) : length;
    }

    private static int MendStem(Span<char> word, int length)
    {
        if (Ends(word, length, "at") || Ends(word, length, "bl") || Ends(word, length, "iz"))
        {
            word[length] = 'e';
            return length + 1;
        }
        if (length >= 2 && word[length - 1] == word[length - 2] && IsConsonant(word, length - 1))
        {
            return word[length - 1] is 'l' or 's' or 'z' ? length : length - 1;
        }
        if (Measure(word[..length]) == 1 && EndsConsonantVowelConsonant(word[..length]))
        {
            word[length] = 'e';
            return length + 1;
        }
        return length;
    }

    private static int DoubleSuffix(Span<char> word, int length)
    {
        if (Ends(word, length, "alli") && Measure(word[..(length - 4)]) > 0)
        {
            return DoubleSuffix(word, length - 2);
        }
        length = Replace(word, length, Step2);
        return Ends(word, length, "logi") && Measure(word[..(length - 3)]) > 0 ? length - 1 : length;
    }

    private static int Replace(Span<char> word, int length, (string Suffix, string Stem)[] rules)
    {
        foreach ((string suffix, string stem) in rules)
        {
            if (Ends(word, length, suffix))
            {
                int kept = length - suffix.Length;
                if (Measure(word[..kept]) == 0)
                {
                    return length;
                }
                stem.CopyTo(word[kept..]);
                return kept + stem.Length;
            }
        }
        return length;
    }

    private static int LongSuffix(Span<char> word, int length)
    {
        foreach (string suffix in Step4)
        {
            if (Ends(word, length, suffix))
            {
                int kept = length - suffix.Length;
                bool cuts = Measure(word[..kept]) > 1 && (suffix != "ion" || word[kept - 1] is 's' or 't');
                return cuts ? kept : length;
            }
        }
        return length;
    }

    private static int Tidy(Span<char> word, int length)
    {
        if (Ends(word, length, "e"))
        {
            ReadOnlySpan<char> stem = word[..(length - 1)];
            int measure = Measure(stem);
            length -= measure > 1 || (measure == 1 && !EndsConsonantVowelConsonant(stem)) ? 1 : 0;
        }
        return Ends(word, length, "ll") && Measure(word[..(length - 1)]) > 1 ? length - 1 : length;
    }

    private static bool Ends(ReadOnlySpan<char> word, int length, string suffix) =>
        word[..length].EndsWith(suffix, StringComparison.Ordinal);

    private static bool IsConsonant(ReadOnlySpan<char> word, int i) =>
        word[i] switch
        {
            'a' or 'e' or 'i' or 'o' or 'u' => false,
            'y' => i == 0 || !IsConsonant(word, i - 1),
            _ => true,
        };

    private static bool HasVowel(ReadOnlySpan<char> stem)
    {
        for (int i = 0; i < stem.Length; i++)
        {
            if (!IsConsonant(stem, i))
            {
                return true;
            }
        }
        return false;
    }

    // m of [C](VC){m}[V]: how often a consonant follows a vowel.
    private static int Measure(ReadOnlySpan<char> stem)
    {
        int measure = 0;
        bool afterVowel = false;
        for (int i = 0; i < stem.Length; i++)
        {
            bool vowel = stem[i] is 'a' or 'e' or 'i' or 'o' or 'u' || (stem[i] == 'y' && i > 0 && !afterVowel);
            measure += afterVowel && !vowel ? 1 : 0;
            afterVowel = vowel;
        }
        return measure;
    }

    private static bool EndsConsonantVowelConsonant(ReadOnlySpan<char> word)
    {
        int last = word.Length - 1;
        return word.Length switch
        {
            2 => !IsConsonant(word, 0) && IsConsonant(word, 1),
            < 2 => false,
            _ => IsConsonant(word, last - 2)
                && !IsConsonant(word, last - 1)
                && IsConsonant(word, last)
                && word[last] is not ('w' or 'x' or 'y'),
        };
    }
}
