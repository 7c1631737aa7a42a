using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Lifetop.Terminal;
using Xunit;

namespace Lifetop.Tests.Terminal;

public sealed class InputDecoderTests
{
    [Theory]
    [InlineData(false, InputKind.Key)]
    [InlineData(true, InputKind.CursorPosition)]
    public void The_first_row_is_a_position_only_while_one_is_awaited(bool awaited, InputKind kind)
    {
        var decoder = new InputDecoder { AwaitsPosition = awaited };
        decoder.Feed("\e[1;1R"u8, 0);
        Assert.True(decoder.TryNext(out var happened));
        Assert.Equal(kind, happened.Kind);
    }

    [Theory]
    [InlineData("x", "x")]
    [InlineData("ß日👍", "ß 日 👍")]
    [InlineData("\r\t\x7f\b", "Enter Tab Backspace Backspace")]
    [InlineData("\x01\x1a\n", "C-a C-z C-j")]
    [InlineData("\0", "C-Space")]
    [InlineData("\x1c\x1d\x1e\x1f", "C-\\ C-] C-^ C-_")]
    [InlineData("\e[A\e[B\e[C\e[D\e[H\e[F", "Up Down Right Left Home End")]
    [InlineData("\eOA\eOB\eOC\eOD\eOH\eOF", "Up Down Right Left Home End")]
    [InlineData("\e[1;5A\e[1;2D\e[1;3H\e[1;8F", "C-Up S-Left M-Home C-M-S-End")]
    [InlineData("\e[1~\e[2~\e[3~\e[4~\e[5~\e[6~\e[7~\e[8~", "Home Insert Delete End PageUp PageDown Home End")]
    [InlineData("\e[3;5~\e[5;3~", "C-Delete M-PageUp")]
    [InlineData("\eOP\eOQ\eOR\eOS", "F1 F2 F3 F4")]
    [InlineData("\e[[A\e[[B\e[[C\e[[D\e[[E", "F1 F2 F3 F4 F5")]
    [InlineData("\e[11~\e[12~\e[13~\e[14~\e[15~\e[17~\e[18~\e[19~\e[20~\e[21~\e[23~\e[24~", "F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12")]
    [InlineData("\e[1;2P\e[1;2R\e[1;5S\e[15;2~", "S-F1 S-F3 C-F4 S-F5")]
    [InlineData("\eO5P\eO1;2Q", "C-F1 S-F2")]
    [InlineData("\e[Z", "S-Tab")]
    [InlineData("\ex\eX\e\r\e\x7f\e\x04", "M-x M-X M-Enter M-Backspace C-M-d")]
    [InlineData("\e日", "M-日")]
    [InlineData("\e\e[A", "M-Up")]
    [InlineData("\e[3^\e[3$\e[3@\e[a\eOa", "C-Delete S-Delete C-S-Delete S-Up C-Up")]
    [InlineData("\eOM\eOp\eOy\eOk\eOX", "Enter 0 9 + =")]
    [InlineData("\e[27;5;9~\e[27;6;65~\e[27;5;105~\e[27;3;27~", "C-Tab C-A C-i M-Esc")]
    [InlineData("\e[27u\e[97;5u\e[97;3u\e[97;2u\e[97:65;2u\e[49:33;2u", "Esc C-a M-a A A !")]
    [InlineData("\e[97;1:1u\e[97;1:2u\e[97;1:3u", "a a")]
    [InlineData("\e[1;1:3A\e[57399u\e[57414u\e[57441u\e[57358u", "0 Enter")]
    [InlineData("\e[13;2u\e[9;5u\e[127;3u", "S-Enter C-Tab M-Backspace")]
    public void Knows_the_keys_of_all_terminals(string typed, string keys) => Assert.Equal(keys, Told(Bytes(typed)));

    [Theory]
    [InlineData("\e[<0;1;1M", "mouse Press 0 at 0,0")]
    [InlineData("\e[<2;80;24m", "mouse Release 2 at 79,23")]
    [InlineData("\e[<64;5;6M\e[<65;5;6M", "mouse WheelUp 0 at 4,5|mouse WheelDown 0 at 4,5")]
    [InlineData("\e[<20;300;200M", "mouse Press 0 Shift, Ctrl at 299,199")]
    [InlineData("\e[<32;5;6M", "mouse Move 0 at 4,5")]
    [InlineData("\e[<66;5;6M\e[<128;5;6M\e[<0;0;0M", "")]
    [InlineData("\e[M !!", "mouse Press 0 at 0,0")]
    [InlineData("\e[I\e[O", "FocusGained|FocusLost")]
    [InlineData("\e[24;80R", "CursorPosition 80,24")]
    [InlineData("\e[?62;22c\e[?2026;2$y\e[>1;95;0c\e[0n", "Reply [?62;22c|Reply [?2026;2$y|Reply [>1;95;0c|Reply [0n")]
    [InlineData("\e]11;rgb:0/0/0\a\e]11;x\e\\", "Reply ]11;rgb:0/0/0|Reply ]11;x")]
    [InlineData("\e[200~two\r\nlines\rand \e[A\e[201~y", "Paste two\nlines\nand \e[A|y")]
    [InlineData("\e[200~\e[201\e[201~", "Paste \e[201")]
    public void Tells_what_is_no_key(string typed, string events) => Assert.Equal(events, Told(Bytes(typed), '|'));

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'a', 0xC3, (byte)'b', 0xE2, 0x82, (byte)'c', 0x9B, (byte)'d' }, "a b c d")]
    [InlineData(new byte[] { 0xC0, 0x80, 0xE0, 0x80, 0x80, 0xED, 0xA0, 0x80, 0xF4, 0x90, 0x80, 0x80, 0xC2, 0x9B, (byte)'x' }, "x")]
    [InlineData(new byte[] { 0x1B, (byte)'[', (byte)'1', 0x03 }, "C-c")]
    [InlineData(new byte[] { 0x1B, (byte)'[', (byte)'1', 0x1B, (byte)'[', (byte)'A' }, "Up")]
    public void Leaves_out_what_is_broken(byte[] typed, string keys) => Assert.Equal(keys, Told(typed));

    [Fact]
    public void Takes_an_escape_for_a_key_only_after_its_time()
    {
        var decoder = new InputDecoder();
        decoder.Feed("\e"u8, 1000);
        Assert.False(decoder.TryNext(out _));
        Assert.Equal(1025, decoder.Deadline);
        decoder.Expire(1024);
        Assert.False(decoder.TryNext(out _));
        decoder.Expire(1025);
        Assert.Equal("Esc", Drain(decoder));
        Assert.Null(decoder.Deadline);
    }

    [Theory]
    [InlineData("\e\e", "Esc Esc")]
    [InlineData("\e\e\e", "Esc Esc Esc")]
    [InlineData("\e[", "M-[")]
    [InlineData("\eO", "M-O")]
    [InlineData("\e]", "M-]")]
    [InlineData("\eP", "M-P")]
    [InlineData("\e[1;5", "")]
    [InlineData("\e]52;c;never ended", "")]
    public void Ends_what_nothing_follows(string typed, string keys)
    {
        var decoder = new InputDecoder();
        decoder.Feed(Bytes(typed), 0);
        decoder.Expire(decoder.Deadline!.Value);
        decoder.Feed("x"u8, 5000);
        Assert.Equal((keys + " x").Trim(), Drain(decoder));
    }

    [Fact]
    public void Never_takes_a_paste_for_keys_even_if_its_end_is_late()
    {
        var decoder = new InputDecoder();
        decoder.Feed("\e[200~rm -rf"u8, 0);
        decoder.Expire(decoder.Deadline!.Value);
        decoder.Feed("q"u8, 3000);
        decoder.Feed(" the rest of a long paste\r\e[201~z"u8, 3001);
        Assert.Equal("Paste rm -rf|q|z", Drain(decoder, '|'));
    }

    [Fact]
    public void Keeps_of_an_endless_paste_only_the_beginning()
    {
        var decoder = new InputDecoder();
        decoder.Feed("\e[200~"u8, 0);
        var block = new byte[65536];
        Array.Fill(block, (byte)'v');
        for (int i = 0; i < 64; i++)
            decoder.Feed(block, i);
        decoder.Feed("\e[201~"u8, 100);
        Assert.True(decoder.TryNext(out var paste));
        Assert.Equal(1 << 20, paste.Text!.Length);
    }

    [Fact]
    public void Decodes_the_same_wherever_reading_cuts()
    {
        byte[] all = Bytes("aß👍\e[A\eOP\e[1;5C\e[<0;10;20M\e[200~p\u00e4ste\e[201~\e[97;5u\e\e[B\e]11;x\e\\\e[?62c\e[[C\e[3$q\e[24;80R\e[M !!\ex");
        string whole = Told(all, '|');
        for (int cut = 0; cut <= all.Length; cut++)
        {
            var decoder = new InputDecoder();
            decoder.Feed(all.AsSpan(0, cut), 0);
            decoder.Feed(all.AsSpan(cut), 1);
            Assert.True(whole == Drain(decoder, '|'), $"cut at {cut}");
        }
        var single = new InputDecoder();
        foreach (byte one in all)
            single.Feed([one], 0);
        Assert.Equal(whole, Drain(single, '|'));
    }

    [Fact]
    public void Survives_any_bytes_and_knows_keys_again_afterwards()
    {
        const int seed = 20261121;
        var random = new Random(seed);
        var likely = "\e\e\e[[[OPM<>?;:$0123456789~ABRuyc\a\\]_200~201"u8.ToArray();
        for (int round = 0; round < 3000; round++)
        {
            var decoder = new InputDecoder();
            long now = 0;
            try
            {
                for (int part = random.Next(1, 6); part > 0; part--)
                {
                    var bytes = new byte[random.Next(0, 200)];
                    random.NextBytes(bytes);
                    for (int i = 0; i < bytes.Length; i++)
                        if (random.Next(3) > 0)
                            bytes[i] = likely[random.Next(likely.Length)];
                    decoder.Feed(bytes, now);
                    now += random.Next(0, 3000);
                    decoder.Expire(now);
                    while (decoder.TryNext(out var happened))
                        _ = happened.Kind == InputKind.Key ? happened.Key.ToString() : happened.Text;
                }
                decoder.Expire(now + 5000);
                decoder.Feed("\e[201~"u8, now + 5001);
                while (decoder.TryNext(out _))
                {
                }
                decoder.Feed("k"u8, now + 5002);
                Assert.Equal("k", Drain(decoder));
            }
            catch (Exception mistake) when (mistake is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {seed}, round {round}: {mistake}");
            }
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Told(byte[] bytes, char between = ' ')
    {
        var decoder = new InputDecoder();
        decoder.Feed(bytes, 0);
        return Drain(decoder, between);
    }

    private static string Drain(InputDecoder decoder, char between = ' ')
    {
        var told = new List<string>();
        while (decoder.TryNext(out var happened))
            told.Add(Words(happened));
        return string.Join(between, told);
    }

    private static string Words(InputEvent happened) => happened.Kind switch
    {
        InputKind.Key => happened.Key.ToString(),
        InputKind.Mouse => string.Create(
            CultureInfo.InvariantCulture,
            $"mouse {happened.Mouse} {happened.Button}{(happened.Modifiers == 0 ? "" : " " + happened.Modifiers)} at {happened.X},{happened.Y}"),
        InputKind.CursorPosition => string.Create(CultureInfo.InvariantCulture, $"CursorPosition {happened.X},{happened.Y}"),
        InputKind.Paste or InputKind.Reply => $"{happened.Kind} {happened.Text}",
        _ => happened.Kind.ToString(),
    };
}
