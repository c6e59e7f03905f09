/**
 * Whether eighteen characters are a Chinese resident identity number: region, date of birth, order, check character.
 *
 * @source GB 11643-1999; check character by ISO 7064:1983, MOD 11-2
 */
export function isResidentIdentity(text: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(text) || !hasRegionAndBirth(text.slice(0, 2), text.slice(6, 14))) return false;
  const sum = residentWeights.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return "10X98765432"[sum % 11] === text[17]?.toUpperCase();
}

/** Whether fifteen digits have the shape of a Chinese identity number from before 1999, which carries no check character. */
export function isOldResidentIdentity(text: string): boolean {
  return /^\d{15}$/.test(text) && hasRegionAndBirth(text.slice(0, 2), `19${text.slice(6, 12)}`);
}

/**
 * Whether the digits are those of a payment card: an issuer's first digits, 13 to 19 of them, the Luhn check digit.
 *
 * @source ISO/IEC 7812-1
 */
export function isPaymentCard(digits: string): boolean {
  if (
    !/^(?:3(?:0[0-5]|[47]\d|[689]\d|5(?:2[89]|[3-8]\d))|4\d|5[0-8]\d|6\d|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720))\d+$/.test(
      digits,
    )
  )
    return false;
  if (digits.length < 13 || digits.length > 19 || /^(\d)\1+$/.test(digits)) return false;
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/**
 * Length of the IBAN at the beginning of a text, spaces included; 0 when there is none.
 *
 * @source ISO 13616, lengths by the IBAN registry; check digits by ISO 7064, MOD 97-10
 */
export function ibanLength(text: string): number {
  if (!/^[A-Za-z]{2}\d{2}/.test(text)) return 0;
  const wanted = ibanLengths.get(text.slice(0, 2).toUpperCase());
  if (wanted === undefined) return 0;
  let characters = "";
  for (let index = 0; index < Math.min(text.length, 42); index += 1) {
    const character = text[index] ?? "";
    if (character === " ") continue;
    if (!/[A-Za-z\d]/.test(character)) break;
    characters += character.toUpperCase();
    if (characters.length === wanted)
      return !/[A-Za-z\d]/.test(text[index + 1] ?? " ") && remainder97(characters) === 1 ? index + 1 : 0;
  }
  return 0;
}

function hasRegionAndBirth(region: string, birth: string): boolean {
  const year = Number(birth.slice(0, 4));
  const month = Number(birth.slice(4, 6));
  const day = Number(birth.slice(6, 8));
  const date = new Date(Date.UTC(year, month - 1, day));
  return (
    /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[123]|91)$/.test(region) &&
    year >= 1880 &&
    year <= 2100 &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day
  );
}

const ibanLengths: ReadonlyMap<string, number> = new Map(
  (
    "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18FO18FR27GB22GE22GI23GL18GR27" +
    "GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28" +
    "PS29PT25QA29RO24RS22SA24SC31SE24SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20"
  )
    .match(/.{4}/g)
    ?.map((entry) => [entry.slice(0, 2), Number(entry.slice(2))] as const) ?? [],
);

const residentWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

function remainder97(characters: string): number {
  let remainder = 0;
  for (const character of characters.slice(4) + characters.slice(0, 4))
    for (const digit of String(Number.parseInt(character, 36)))
      remainder = (remainder * 10 + Number(digit)) % 97;
  return remainder;
}
