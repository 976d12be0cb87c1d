"""The commonest first names in Sweden (Statistics Sweden), of those that are no ordinary word."""

FIRST_NAMES = frozenset(
    (
        "Agneta", "Albin", "Alex", "Alexander", "Ali", "Alice", "Alma", "Amanda", "Anders", "Andreas", "Anette", "Anna",
        "Anneli", "Annelie", "Annika", "Anton", "Arne", "Astrid", "Axel", "Barbro", "Bengt", "Berit", "Birgitta", "Bo",
        "Britt", "Camilla", "Carina", "Carl", "Carolina", "Caroline", "Catarina", "Cecilia", "Charlotte", "Christer",
        "Christian", "Christina", "Christoffer", "Claes", "Conny", "Dan", "Daniel", "David", "Dennis", "Eddie", "Elias",
        "Elin", "Elisabeth", "Ella", "Ellen", "Elsa", "Emelie", "Emil", "Emilia", "Emma", "Erik", "Erika", "Eva",
        "Fatima", "Felix", "Filip", "Fredrik", "Frida", "Gabriel", "Gerd", "Gunilla", "Gunnar", "Gustav", "Göran",
        "Hanna", "Hans", "Helena", "Helene", "Henrik", "Hugo", "Håkan", "Ida", "Inga", "Inger", "Ingrid", "Ingvar",
        "Irene", "Isabelle", "Jakob", "Jan", "Jenny", "Jens", "Jesper", "Jessica", "Jimmy", "Joakim", "Johan",
        "Johanna", "John", "Johnny", "Jonas", "Jonathan", "Josefin", "Julia", "Jörgen", "Karin", "Karl", "Katarina",
        "Kenneth", "Kent", "Kerstin", "Kim", "Kjell", "Klara", "Kristina", "Kristoffer", "Lars", "Leif", "Lena",
        "Lennart", "Leo", "Liam", "Lina", "Linda", "Linnea", "Linus", "Lisa", "Louise", "Lovisa", "Lucas", "Ludvig",
        "Madeleine", "Magnus", "Maja", "Malin", "Marcus", "Margareta", "Maria", "Marie", "Markus", "Martin", "Mats",
        "Mattias", "Max", "Mia", "Michael", "Mikael", "Mohamed", "Mohammed", "Mona", "Monica", "Monika", "Mårten",
        "Niklas", "Nils", "Nina", "Olle", "Olof", "Oscar", "Oskar", "Ove", "Patrik", "Per", "Peter", "Petra", "Pia",
        "Pontus", "Rasmus", "Rebecka", "Rickard", "Robert", "Robin", "Roger", "Roland", "Rolf", "Ronny", "Sara",
        "Sebastian", "Simon", "Siv", "Sofia", "Sofie", "Solveig", "Stefan", "Sten", "Stig", "Susanne", "Sven", "Svante",
        "Sonja", "Tage", "Tina", "Therese", "Thomas", "Tobias", "Tomas", "Tommy", "Tony", "Torbjörn", "Ulf", "Ulla",
        "Ulrika", "Urban", "Viktor", "Viktoria", "Vilhelm", "William", "Yvonne", "Åke", "Åsa", "Örjan",
    )
)  # fmt: skip
ALSO_WORDS = ("Alex", "Alma", "Bo", "Dan", "Max", "Ove", "Per", "Sten", "Stig", "Urban")
"""Those of them that may be something else where they are written in small letters."""
