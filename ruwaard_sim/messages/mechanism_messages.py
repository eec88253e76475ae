"""Messages by code about mechanisms, steering and beliefs (X100 to X149)."""

from __future__ import annotations

from ruwaard_sim.messages.message import Message
from ruwaard_sim.text import Text

MECHANISM_MESSAGES: dict[str, Message] = {
    "X110": Message(
        "First help that is not open to all, or is nobody's work.",
        "`first_help: begeleiding`.",
        Text(
            "wat een coach eerst zelf geeft is voor iedereen open en kost uren: '{route}' hoort in laag 'algemeen', met 'by'",
            "what a coach gives first is open to all and takes hours: '{route}' belongs in 'algemeen', with 'by'",
        ),
    ),
    "X111": Message(
        "An intake of nobody, or a board of nobody.",
        "`intake: {}`.",
        {
            "intake": Text(
                "in een netwerk doet minstens één organisatie een intake",
                "in a network one organisation at least does an intake",
            ),
            "approval_work": Text("in een bestuur zit minstens één partij", "a board has one party at least"),
        },
    ),
    "X112": Message(
        "A board or professionals with a budget that is not there.",
        "`answer: board` where nobody is paid by lumpsum.",
        Text(
            "'{answer}' beslist over een gezamenlijk budget, maar dat is er niet: niemand krijgt een lumpsum",
            "'{answer}' decides about a joint budget, but there is none: nobody is paid by lumpsum",
        ),
    ),
    "X113": Message(
        "Coaches of an independent foundation who are staff of the municipality.",
        "`coaches: wmo_consulenten.toegang`.",
        Text(
            "de stichting is onafhankelijk, maar '{pool}' is personeel van de gemeente; noem een partij van haar zelf",
            "the foundation is independent, but '{pool}' is staff of the municipality; name a party of its own",
        ),
    ),
    "X140": Message(
        "A key that does not belong to what a belief acts on, or one that it lacks.",
        "`{acts_on: demand, routes: [begeleiding], …}`.",
        {
            "form": Text(
                "een overtuiging over '{target}' moet zeggen waarover: '{word}' ontbreekt",
                "a belief about '{target}' must say what it is about: '{word}' is missing",
            ),
            "form_2": Text(
                "'{word}' hoort niet bij een overtuiging over '{target}'; wel: {may}",
                "'{word}' does not belong to a belief about '{target}'; these do: {may}",
            ),
        },
    ),
    "X141": Message(
        "A belief about help that cannot be so.",
        "`{acts_on: stay, routes: [begeleiding], by: [hh_overig], …}`.",
        {
            "help": Text(
                "van deze hulp is er geen aantal uren per week: {about}",
                "this help has no number of hours a week: {about}",
            ),
            "help_2": Text("'{group}' geeft deze hulp niet: {about}", "'{group}' does not give this help: {about}"),
        },
    ),
    "X142": Message(
        "A belief by which more than everybody comes back.",
        "`{acts_on: relapse, factor: {value: 3, …}, …}` of a relapse of 50 %.",
        Text(
            "bij '{name}' komt dan meer dan 100 % van de vragen terug",
            "of '{name}' more than 100 % of the questions would come back",
        ),
    ),
    "X143": Message(
        "A referral to itself or to a personal budget.",
        "`{acts_on: referral, to: pgb, …}`.",
        {
            "referral": Text(
                "een verwijzing gaat van de ene voorziening naar een andere",
                "a referral goes from one provision to another",
            ),
            "referral_2": Text(
                "een pgb komt in de plaats van hulp in natura; verwijs daarheen",
                "a personal budget replaces help in kind; refer to that",
            ),
        },
    ),
    "X100": Message(
        "A decision that is not possible with the way parties are paid and staffed.",
        "a `shift` of hours that follow demand.",
        {
            "one_purse": Text(
                "'{outside}' wordt niet uit het wijkbudget betaald, dus kunnen er geen uren van of naar een andere partij",
                "'{outside}' is not paid from the joint budget, so no hours can go to or come from another party",
            ),
            "possible": Text(
                "er wordt niets gereserveerd (reservation: outside), dus er is geen deel te veranderen",
                "nothing is set aside (reservation: outside), so there is no share to change",
            ),
            "fixed": Text(
                "'{pool}' volgt de vraag; daar valt niets te verschuiven of bij te kopen",
                "'{pool}' follows demand; nothing can be shifted or bought there",
            ),
            "not_yet_paid": Text(
                "'{give}' is eigen formatie: de gemeente betaalt die uren al, kopen zou twee keer betalen zijn",
                "'{give}' is own staff: the municipality pays those hours already, buying would be paying twice",
            ),
            "not_yet_paid_2": Text(
                "wat in '{account}' zit, is al toegezegd aan de partijen; kies een andere pot, of verschuif uren",
                "what is in '{account}' is promised to the parties already; choose another pot, or shift hours",
            ),
        },
    ),
    "X101": Message(
        "A stuurgroep without rules.",
        "`steers: {answer: stuurgroep}` where the base has no `steering.yaml`.",
        Text(
            "er zijn geen regels om mee te sturen: bij deze basis staat geen steering.yaml",
            "there are no rules to steer by: this base has no steering.yaml",
        ),
    ),
    "X102": Message(
        "A steering table that gives several answers.",
        "`hit: collect`.",
        Text(
            "een tabel om mee te sturen geeft één besluit: kies 'first' of 'unique'",
            "a table to steer by gives one decision: choose 'first' or 'unique'",
        ),
    ),
    "X103": Message(
        "A fact of another type or unit than its measure gives.",
        "`{measures: wait, unit: weeks, …}`.",
        Text("'{measures}' geeft type: {type}, unit: {unit}", "'{measures}' gives type: {type}, unit: {unit}"),
    ),
    "X104": Message(
        "A measure of nothing, or of something where there is nothing to name.",
        "`{measures: wait, …}` without `of`.",
        {
            "of_or_not": Text(
                "waarvan? '{measures}' heeft een 'of' nodig: {meaning}",
                "of what? '{measures}' needs an 'of': {meaning}",
            ),
            "of_or_not_2": Text(
                "'{measures}' gaat nergens van: laat 'of' weg", "'{measures}' is of nothing: leave out 'of'"
            ),
        },
    ),
    "X105": Message(
        "Hours that go to where they came from.",
        "`{take: team.hulp, give: team.hulp, …}`.",
        Text(
            "'{take}' geeft uren aan zichzelf; kies andere uren", "'{take}' gives hours to itself; choose other hours"
        ),
    ),
    "X106": Message(
        "A number by which nothing can be steered.",
        "`by: 2.5` places, `hours: 0`, `yearly_meetings: 5`, a price below zero.",
        {
            "something": Text(
                "nul verandert niets; laat het weg als er niets hoeft te gebeuren",
                "zero changes nothing; leave it out if nothing has to be done",
            ),
            "places": Text("er gaan alleen hele plekken open of dicht", "only whole places open or close"),
            "places_2": Text(
                "wat opengaat kost uren en wat dichtgaat geeft ze terug: by en hours zijn beide boven of beide onder nul",
                "what opens takes hours and what closes gives them back: by and hours are both above or both below zero",
            ),
            "meetings": Text(
                "tussen twee keer zitten hele maanden, iedere keer evenveel: kies {numbers}",
                "between two meetings there are whole months, each time as many: choose {numbers}",
            ),
            "action": Text(
                "dit is een prijs, en die is niet minder dan nul", "this is a price, which is not less than zero"
            ),
        },
    ),
    "X107": Message(
        "**Warning**: a pot that hours are bought from and that no guarantee keeps from being overdrawn, or a guarantee that leaves out such a purchase.",
        '`spends` without `{when: "uren == inkopen", amount: prijs}`.',
        {
            "purchases": Text(
                "'{action}' koopt uit '{account}', en geen garantie zegt dat die pot nooit in het rood raakt (never_negative)",
                "'{action}' buys from '{account}', and no guarantee says that this pot is never overdrawn (never_negative)",
            ),
            "purchases_2": Text(
                "deze garantie telt niet apart mee wat '{action}' kost; schrijf bij de uitgaven: {entry}",
                "this guarantee does not count by itself what '{action}' costs; write among the spends: {entry}",
            ),
        },
    ),
    "X130": Message(
        "Direct access to specialists where there is no team.",
        "`outside: {answer: direct, …}` where the municipality decides.",
        Text(
            "hier beslist de gemeente: er is geen team dat bewoners rechtstreeks naar een specialist brengt",
            "here the municipality decides: there is no team that brings residents straight to a specialist",
        ),
    ),
    "X131": Message(
        "A specialist at a meeting that is never held.",
        "`outside: {answer: at_mdo, …}` where no rule says `then: mdo`.",
        Text(
            "geen enkele regel van 'aanpak' leidt tot een MDO, dus is er geen tafel waar de specialist aanschuift",
            "no rule of 'aanpak' leads to a meeting, so there is no table for the specialist to sit at",
        ),
    ),
    "X132": Message(
        "Advice of a specialist that no rule asks.",
        "`outside: {answer: at_mdo, …}` without `team_met_advies` in `routering`.",
        Text(
            "geen enkele regel van 'routering' vraagt naar '{ADVISED}', dus doet het advies van de specialist niets",
            "no rule of 'routering' asks for '{ADVISED}', so the specialist's advice does nothing",
        ),
    ),
    "X133": Message(
        "Volunteers guided from hours that follow demand.",
        "`collective: {answer: volunteers, guides: hh_overig.hulp, …}`.",
        Text(
            "'{guides}' volgt de vraag, en vrijwilligers staan niet in een rij: er komen nooit uren voor hen",
            "'{guides}' follows demand, and volunteers stand in no line: there would never be hours to guide them",
        ),
    ),
    "X134": Message(
        "Prevention after no help, or of no need.",
        "`prevention: {answer: thins, after: [], …}`.",
        Text("preventie wordt zo {reason}; kies dan 'none'", "this way prevention is {reason}; choose 'none' then"),
    ),
    "X135": Message(
        "A residents' council with a share of nothing.",
        "`residents: {answer: council, …}` with `surplus: {answer: returned}`.",
        Text(
            "er is niets te verdelen: een overschot wordt niet geherinvesteerd en er is geen extra budget",
            "there is nothing to share: no surplus is reinvested and there is no extra budget",
        ),
    ),
    "X136": Message(
        "An extra budget that nobody can spend.",
        "`extra: {answer: yearly, …}` where no stuurgroep buys from it and residents do not decide about it.",
        Text(
            "niemand kan dit extra budget uitgeven: dat doet de stuurgroep (mechanisms.steers, met een actie die koopt uit "
            "extra_budget, zoals in de variant 'sturing') of de bewonersraad (mechanisms.residents); voor meer uren van een "
            "groep verhoogt u haar begrotingsregel, zoals money.lines.sociaal_werk",
            "nobody can spend this extra budget: the stuurgroep does (mechanisms.steers, with an action that buys from "
            "extra_budget, as in the variant 'sturing') or the residents' council (mechanisms.residents); for more hours of a "
            "group, raise its budget line, such as money.lines.sociaal_werk",
        ),
    ),
    "X137": Message(
        "Posts, hours or a tariff of a group that nothing reads under the answers of this scenario.",
        "`organisation.staff.sociaal_werk.fte` where its hours follow a budget line.",
        {
            "line": Text(
                "'{word}' wordt hier niet gelezen: deze groep heeft zoveel uren als haar begrotingsregel koopt; verander "
                "money.lines.{line}.{part} (en total)",
                "'{word}' is not read here: this group has as many hours as its budget line buys; change "
                "money.lines.{line}.{part} (and total)",
            ),
            "line_missing": Text(
                "'{word}' wordt hier niet gelezen: de uren volgen een begrotingsregel (mechanisms.staffing.{role}: {answer}), "
                "en die heeft deze groep niet; geef haar een 'line', of kies het antwoord 'fixed'",
                "'{word}' is not read here: hours follow a budget line (mechanisms.staffing.{role}: {answer}), and this group "
                "has none; give it a 'line', or choose the answer 'fixed'",
            ),
            "demand": Text(
                "'{word}' wordt hier niet gelezen: de uren van deze groep volgen de vraag (mechanisms.staffing.{role}: "
                "{answer}). Dat een aanbieder stopt of wordt vervangen, kan nog niet worden gezegd",
                "'{word}' is not read here: the hours of this group follow demand (mechanisms.staffing.{role}: {answer}). That "
                "a provider stops or is replaced cannot be said yet",
            ),
            "tariff": Text(
                "dit tarief wordt hier niet gelezen: de groep wordt niet per uur betaald en niemand verrekent uren met haar "
                "(mechanisms.settlement)",
                "this tariff is not read here: the group is not paid by the hour and nobody settles hours with it "
                "(mechanisms.settlement)",
            ),
        },
    ),
    "X138": Message(
        "A key of a provision that nothing reads: for hours of the wijk, or for help from elsewhere.",
        "`wait` beside `by`; `notice` without `by`.",
        {
            "by_hours": Text(
                "'{word}' wordt niet gelezen waar 'by' staat: hoe lang iemand wacht, volgt uit de uren en plekken die er zijn",
                "'{word}' is not read where there is a 'by': how long somebody waits follows from the hours and places there are",
            ),
            "no_hours": Text(
                "'{word}' wordt hier niet gelezen: deze hulp kost geen uren per week van de wijk",
                "'{word}' is not read here: this help takes no hours a week of the wijk",
            ),
            "pgb": Text(
                "'{word}' wordt bij een pgb niet gelezen: hoeveel hulp het is, volgt uit de hulp in natura waar het voor in de "
                "plaats komt",
                "'{word}' is not read for a personal budget: how much help it is follows from the help in kind it replaces",
            ),
        },
    ),
    "X139": Message(
        "A price that residents pay, changed without what demand does then.",
        "`mechanisms.contribution.low: {value: 10, …}` and nothing about `demand_low`.",
        {
            "amount": Text(
                "de bijdrage verandert en de vraag zou hetzelfde blijven; zeg ook wat de vraag dan doet, met {keys} (1 = de "
                "vraag van 2017)",
                "the contribution changes and demand would stay the same; say as well what demand does then, with {keys} (1 = "
                "the demand of 2017)",
            ),
            "by_kind": Text(
                "voor deze hulp verandert wie betaalt, en de vraag zou hetzelfde blijven: die reageert op één bijdrage voor alle "
                "hulp. Een bijdrage per soort hulp kan nog niet worden gezegd; wel voor alle hulp, met mechanisms.contribution "
                "en daarin demand_low, demand_middle en demand_high",
                "for this help it changes who pays, and demand would stay the same: it answers to one contribution for all help. "
                "A contribution for each kind of help cannot be said yet; one for all help can, with mechanisms.contribution and "
                "in it demand_low, demand_middle and demand_high",
            ),
        },
    ),
    "X120": Message(
        "A claim on the municipality beside a lumpsum, after which nothing is ever paid; in a variant that is `counterfactual` a **warning**.",
        "`shortfall: {answer: claim, …}` beside `pays: {participant: {answer: lumpsum, …}}`.",
        Text(
            "wie een lumpsum krijgt ('{role}') krijgt achteraf nooit bijbetaald (wijkkader §6), dus is er geen claim op de gemeente; kies een ander antwoord, of zet 'counterfactual: true' bij de variant",
            "who gets a lumpsum ('{role}') is never paid afterwards (wijkkader §6), so there is no claim on the municipality; choose another answer, or say 'counterfactual: true' in the variant",
        ),
    ),
    "X121": Message(
        "A reservation to release or to keep where nothing is set aside.",
        "`release: {answer: kept}` beside `reservation: {answer: outside}`.",
        Text(
            "er wordt niets voor pgb gereserveerd, dus is er niets om vrij te geven of te bewaren",
            "nothing is set aside for pgb, so there is nothing to release or to keep",
        ),
    ),
    "X122": Message(
        "Help without a price by who is paid by result.",
        "`prices: {begeleiding: …}` without `dagbesteding`.",
        Text(
            "'{route}' heeft geen prijs; wie per resultaat betaald wordt krijgt daar dan niets voor",
            "'{route}' has no price; who is paid by result gets nothing for it",
        ),
    ),
    "X123": Message(
        "Hours that move within a sum that is not fixed.",
        "`staffing: {other: {answer: substitutes, …}}` beside `pays: {other: {answer: production, …}}`.",
        Text(
            "uren schuiven binnen een vaste som, en bij '{word}' is er geen",
            "hours move within a fixed sum, and with '{word}' there is none",
        ),
    ),
    "X124": Message(
        "Work for another to settle at the tariff of who has none.",
        "`settlement: {answer: at_tariff, …}` where `schuldhulp` may take over help.",
        Text(
            "'{pool}' kan hulp van een ander overnemen en heeft geen tarief om tegen te verrekenen",
            "'{pool}' may take over help of another and has no tariff to settle at",
        ),
    ),
}
