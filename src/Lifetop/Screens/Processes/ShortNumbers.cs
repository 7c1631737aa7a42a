using System;
using System.Globalization;
using Lifetop.Model;

namespace Lifetop.Screens.Processes;

/// <summary>Numbers written into room that is there already, ready to be drawn: they change each second, in every row.</summary>
internal static class ShortNumbers
{
    public static ReadOnlySpan<char> Whole(Span<char> room, long number)
    {
        number.TryFormat(room, out int length, default, CultureInfo.InvariantCulture);
        return room[..length];
    }

    public static ReadOnlySpan<char> Percent(Span<char> room, float percent) => room[..AgeText.WritePercent(percent, room)];

    public static ReadOnlySpan<char> Age(Span<char> room, TimeSpan age) => room[..AgeText.WriteAge(age, room)];

    public static ReadOnlySpan<char> Size(Span<char> room, long bytes) => room[..AgeText.WriteSize(bytes, room)];
}
