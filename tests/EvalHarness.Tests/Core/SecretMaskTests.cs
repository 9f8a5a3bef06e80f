using CsCheck;
using EvalHarness.Core;
using EvalHarness.Models.Providers;
using NUnit.Framework;

namespace EvalHarness.Tests.Core;

[Parallelizable(ParallelScope.All)]
public sealed class SecretMaskTests
{
    private const string Key = "sk-Qm7xT0pZ4vLk9aWe";

    private static readonly SecretMask Mask = new([new Secret(Key)]);

    [TestCase("the key is " + Key, "the key is ***")]
    [TestCase(Key, "***")]
    [TestCase("key sk-Qm7xT0**** is wrong", "key ******* is wrong")]
    [TestCase("ends with 4vLk9aWe.", "ends with ***.")]
    [TestCase("SK-QM7XT0PZ4VLK9AWE", "***")]
    [TestCase(Key + Key, "***")]
    [TestCase("7xT0pZ4", "7xT0pZ4")]
    [TestCase("nothing here", "nothing here")]
    [TestCase("", "")]
    [TestCase(null, null)]
    public void A_secret_and_each_long_part_of_it_is_covered(string? text, string? shown) =>
        Assert.That(Mask.Hide(text), Is.EqualTo(shown));

    [TestCase("x7-Pq", "the key x7-Pq is wrong", "the key *** is wrong")]
    [TestCase("x7-Pq", "x7-Pq", "***")]
    [TestCase("x7-Pq", "ax7-Pq x7-Pqa X7-PQ", "ax7-Pq x7-Pqa X7-PQ")]
    [TestCase("k9", "k9 is short", "k9 is short")]
    [TestCase("2024", "in 2024", "in 2024")]
    [TestCase("ours", "ours is better", "ours is better")]
    public void A_short_secret_is_covered_where_it_stands_alone_unless_it_reads_like_an_answer(
        string key,
        string text,
        string shown
    ) => Assert.That(new SecretMask([new Secret(key)]).Hide(text), Is.EqualTo(shown));

    [Test]
    public void The_version_of_an_interface_in_an_address_is_no_secret_so_that_dates_stay_dates()
    {
        var mask = SecretMask.Of(
            new OpenAICompatible("https://server.example/openai?api-version=2024-06-01&token=tok-of-nobody", "m")
        );
        Assert.That(mask.Hide("2024-06-01 api-version tok-of-nobody"), Is.EqualTo("2024-06-01 api-version ***"));
    }

    [Test]
    public void No_eight_characters_of_a_secret_are_ever_left()
    {
        Gen.Select(
                Gen.Int[0, 11],
                Gen.Int[8, 19],
                Gen.String[Gen.Char["ab sk-Q7"], 0, 12],
                Gen.String[Gen.Char["!? "], 0, 12]
            )
            .Sample(
                (from, length, before, after) =>
                {
                    string part = Key.Substring(from, Math.Min(length, Key.Length - from));
                    string? shown = Mask.Hide(before + part + after);
                    bool isLeft = Enumerable
                        .Range(0, Key.Length - 7)
                        .Any(at => shown!.Contains(Key.Substring(at, 8), StringComparison.OrdinalIgnoreCase));
                    Assert.That(isLeft, Is.False);
                    Assert.That(shown, Does.EndWith(after));
                },
                iter: 2_000,
                seed: "0000000000000"
            );
    }

    [Test]
    public void A_placeholder_that_servers_ask_for_is_no_secret_so_that_no_answer_is_changed_for_it() =>
        Assert.That(new SecretMask([new Secret("EMPTY")]).Hide("EMPTY shelves"), Is.EqualTo("EMPTY shelves"));

    [Test]
    public void The_mask_of_a_model_knows_its_key_its_headers_and_what_its_address_hides()
    {
        var mask = SecretMask.Of(
            new OpenAICompatible(
                "https://user:pass-of-nobody@server.example/v1?token=query-of-nobody",
                "m",
                new Secret(Key),
                new Dictionary<string, Secret> { ["x-team"] = new("header-of-nobody") }
            )
        );
        Assert.That(
            mask.Hide($"{Key} pass-of-nobody query-of-nobody header-of-nobody m"),
            Is.EqualTo("*** *** *** *** m")
        );
    }
}
